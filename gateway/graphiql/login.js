// OpenID Connect for the page: authorization code with PKCE, no secret; tokens stay in this tab's memory.

const EARLY_MS = 20_000;

// `window_` is what it needs of a browser: location, history, sessionStorage, crypto, fetch, now().
export async function openLogIn({ issuer, client }, window_) {
  const places = await (await window_.fetch(`${issuer}/.well-known/openid-configuration`)).json();
  const logIn = new LogIn(places, client, window_);
  await logIn.finish();
  return logIn;
}

class LogIn {
  #places;
  #client;
  #window;
  #tokens = null;
  #renewing = null;

  constructor(places, client, window_) {
    this.#places = places;
    this.#client = client;
    this.#window = window_;
  }

  get isIn() {
    return this.#tokens !== null;
  }

  // Leaves for the issuer's page; what must be known on the way back waits in this tab.
  async start() {
    const verifier = random(this.#window.crypto);
    const state = random(this.#window.crypto);
    this.#window.sessionStorage.setItem("log-in", JSON.stringify({ verifier, state }));
    const asked = new URLSearchParams({
      response_type: "code",
      client_id: this.#client,
      redirect_uri: this.#here(),
      scope: "openid",
      state,
      code_challenge: await challengeOf(verifier, this.#window.crypto),
      code_challenge_method: "S256",
    });
    this.#window.location.assign(`${this.#places.authorization_endpoint}?${asked}`);
  }

  // Back from the issuer: a code that answers our own question becomes tokens, any other is ignored.
  async finish() {
    const given = new URLSearchParams(this.#window.location.search);
    const began = JSON.parse(this.#window.sessionStorage.getItem("log-in") ?? "null");
    if (!given.has("state")) return;
    this.#window.sessionStorage.removeItem("log-in");
    this.#window.history.replaceState(null, "", this.#window.location.pathname);
    if (!began || given.get("state") !== began.state || !given.has("code")) return;
    await this.#take({
      grant_type: "authorization_code",
      code: given.get("code"),
      redirect_uri: this.#here(),
      code_verifier: began.verifier,
    });
  }

  // A token that is still good, renewed when it is about to end; empty when nobody is logged in.
  async token() {
    if (this.#tokens && this.#window.now() > this.#tokens.until - EARLY_MS) {
      this.#renewing ??= this.#take({ grant_type: "refresh_token", refresh_token: this.#tokens.refresh });
      await this.#renewing.finally(() => (this.#renewing = null));
    }
    return this.#tokens?.access ?? "";
  }

  async end() {
    const refresh = this.#tokens?.refresh;
    this.#tokens = null;
    if (refresh) await this.#post(this.#places.end_session_endpoint, { refresh_token: refresh });
  }

  #here() {
    return this.#window.location.origin + this.#window.location.pathname;
  }

  #post(url, form) {
    return this.#window.fetch(url, {
      method: "POST",
      body: new URLSearchParams({ client_id: this.#client, ...form }),
    });
  }

  async #take(form) {
    const asked = this.#window.now();
    const answer = await this.#post(this.#places.token_endpoint, form);
    const said = answer.ok ? await answer.json() : null;
    this.#tokens = said && {
      access: said.access_token,
      refresh: said.refresh_token,
      until: asked + said.expires_in * 1000,
    };
  }
}

function random(crypto) {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challengeOf(verifier, crypto) {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
