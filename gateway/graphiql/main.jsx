import { createRoot } from "react-dom/client";
import { useEffect, useMemo, useState } from "react";
import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import { EXAMPLES } from "./examples.js";
import { fetcherFor } from "./fetcher.js";

// The development host knows personas; elsewhere the list is empty and a token is pasted.
async function knownPersonas() {
  const response = await fetch("/dev/personas").catch(() => null);
  return response?.ok ? response.json() : [];
}

async function tokenOf(persona) {
  if (!persona) return "";
  const response = await fetch(`/dev/token/${encodeURIComponent(persona)}`, { method: "POST" });
  return response.ok ? (await response.text()).trim() : "";
}

function LogIn({ onToken }) {
  const [personas, setPersonas] = useState([]);
  useEffect(() => void knownPersonas().then(setPersonas), []);
  const choose = async (event) => onToken(await tokenOf(event.target.value));
  if (!personas.length) {
    return <input placeholder="Paste a token" onChange={(event) => onToken(event.target.value.trim())} />;
  }
  return (
    <select aria-label="Ask as" onChange={choose}>
      <option value="">nobody in particular</option>
      {personas.map(({ name, displayName }) => (
        <option key={name} value={name}>{displayName ? `${name}: ${displayName}` : name}</option>
      ))}
    </select>
  );
}

function Page() {
  const [token, setToken] = useState("");
  const fetcher = useMemo(() => fetcherFor(token), [token]);
  return (
    <GraphiQL fetcher={fetcher} defaultTabs={EXAMPLES} shouldPersistHeaders={false}>
      <GraphiQL.Logo>Bilim</GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, merge, copy }) => (
          <>
            {prettify}
            {merge}
            {copy}
            <LogIn onToken={setToken} />
          </>
        )}
      </GraphiQL.Toolbar>
    </GraphiQL>
  );
}

createRoot(document.getElementById("graphiql")).render(<Page />);
