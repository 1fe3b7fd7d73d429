// Plays the browser and the issuer to the page's log-in; prints what each was asked.
import { createHash } from "node:crypto";
import { openLogIn } from "../../graphiql/login.js";

const PLACES = {
  authorization_endpoint: "https://issuer/auth",
  token_endpoint: "https://issuer/token",
  end_session_endpoint: "https://issuer/logout",
};
const posted = [];
const kept = new Map();
let now = 1_000_000;
const browser = {
  location: { origin: "https://graph", pathname: "/graphql", search: "", assign: (url) => (browser.left = url) },
  history: { replaceState: (_state, _title, url) => (browser.shown = url) },
  sessionStorage: {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  },
  crypto: globalThis.crypto,
  now: () => now,
  async fetch(url, options) {
    if (!options) return Response.json(PLACES);
    const form = Object.fromEntries(options.body);
    posted.push({ url, form });
    return Response.json({ access_token: `access ${posted.length}`, refresh_token: "refresh", expires_in: 300 });
  },
};
const open = () => openLogIn({ issuer: "https://issuer", client: "page" }, browser);

const first = await open();
const before = await first.token();
await first.start();
const asked = Object.fromEntries(new URL(browser.left).searchParams);

browser.location.search = "?code=stolen&state=another";
const forged = await (await open()).token();
await first.start();
const state = new URL(browser.left).searchParams.get("state");
const challenge = new URL(browser.left).searchParams.get("code_challenge");
browser.location.search = `?code=c1&state=${state}`;
const back = await open();
const access = await back.token();
now += 290_000;
const renewed = await Promise.all([back.token(), back.token()]);
await back.end();
const after = await back.token();

const { code_verifier: verifier, ...exchange } = posted[0].form;
const matches = createHash("sha256").update(verifier).digest("base64url") === challenge;
console.log(
  JSON.stringify({
    before, forged, access, renewed, after, asked, exchange, matches,
    shown: browser.shown,
    kept: [...kept.keys()],
    posted: posted.map(({ url, form }) => [url, form.grant_type ?? "log out"]),
  }),
);
