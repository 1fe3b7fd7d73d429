import { createRoot } from "react-dom/client";
import { useEffect, useMemo, useState } from "react";
import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import "./page.css";
import { EXAMPLES } from "./examples.js";
import { fetcherFor } from "./fetcher.js";
import { openLogIn } from "./login.js";

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

// Where the issuer is, if the gateway was told; it writes so into the page.
function issuer() {
  const told = document.querySelector('meta[name="log-in"]')?.content;
  return told ? JSON.parse(told) : null;
}

function Personas({ personas, onToken }) {
  const choose = async (event) => {
    const token = await tokenOf(event.target.value);
    onToken(() => token);
  };
  return (
    <select aria-label="Ask as" onChange={choose}>
      <option value="">nobody in particular</option>
      {personas.map(({ name, displayName }) => (
        <option key={name} value={name}>{displayName ? `${name}: ${displayName}` : name}</option>
      ))}
    </select>
  );
}

function AtTheIssuer({ logIn, onToken }) {
  const [isIn, setIn] = useState(logIn.isIn);
  const leave = async () => {
    setIn(false);
    await logIn.end();
    onToken(nobody);
  };
  const [does, says] = isIn ? [leave, "Log out"] : [() => logIn.start(), "Log in"];
  return <button className="graphiql-button" onClick={does}>{says}</button>;
}

function LogIn({ onToken }) {
  const [personas, setPersonas] = useState([]);
  const [logIn, setLogIn] = useState(null);
  useEffect(() => {
    const at = issuer();
    if (!at) return void knownPersonas().then(setPersonas);
    openLogIn(at, browser).then(
      (opened) => {
        setLogIn(opened);
        onToken(() => opened.token());
      },
      () => console.warn(`${at.issuer} does not answer; paste a token instead.`),
    );
  }, []);
  if (logIn) return <AtTheIssuer logIn={logIn} onToken={onToken} />;
  if (personas.length) return <Personas personas={personas} onToken={onToken} />;
  const paste = ({ target }) => {
    const pasted = target.value.trim();
    onToken(() => pasted);
  };
  return <input placeholder="Paste a token" onChange={paste} />;
}

const nobody = () => "";
const browser = {
  location,
  history,
  sessionStorage,
  crypto,
  fetch: (...given) => fetch(...given),
  now: () => Date.now(),
};

function Page() {
  const [token, setToken] = useState(() => nobody);
  const fetcher = useMemo(() => fetcherFor(token), [token]);
  return (
    <GraphiQL fetcher={fetcher} defaultTabs={EXAMPLES} shouldPersistHeaders={false}>
      <GraphiQL.Logo>
        <span className="who">
          <LogIn onToken={(given) => setToken(() => given)} /> Bilim
        </span>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

createRoot(document.getElementById("graphiql")).render(<Page />);
