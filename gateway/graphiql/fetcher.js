import { createGraphiQLFetcher } from "@graphiql/toolkit";

// Queries go as JSON; subscriptions as server-sent events, one connection each. A token may have to be renewed first.
export function fetcherFor(tokenNow) {
  return async (params, options) => {
    const token = await tokenNow();
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    if (/^\s*(#.*\s*)*subscription\b/m.test(params.query)) return events(params, headers);
    return createGraphiQLFetcher({ url: location.pathname, headers })(params, options);
  };
}

async function* events(params, headers) {
  const response = await fetch(location.pathname, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify(params),
  });
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) {
    yield await response.json();
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const data = block.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n");
      if (block.startsWith("event: next")) yield JSON.parse(data);
    }
  }
}
