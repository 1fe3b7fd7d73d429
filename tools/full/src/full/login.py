"""A browser reduced to what a login needs: cookies, one form, redirects that are not followed."""

import argparse
import asyncio
import base64
import hashlib
import html
import re
import secrets
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from chassis.identity.machine import ClientCredentials, read_machine_key
from full.keycloak_server import realm_of
from full.provision import Passwords, read_accounts
from full.refusals import CannotStartError


class LoginFailedError(CannotStartError):
    """Somebody could not be logged in; the text says how far it went."""


@dataclass
class Browser:
    """Keeps cookies by itself, since Keycloak marks them Secure also on 127.0.0.1."""

    client: httpx.AsyncClient
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, url: str) -> httpx.Response:
        """Open an address."""
        return await self._send("GET", url)

    async def post(self, url: str, form: dict[str, str]) -> httpx.Response:
        """Send a form."""
        return await self._send("POST", url, data=form)

    async def _send(self, method: str, url: str, **more: Any) -> httpx.Response:
        header = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        answer = await self.client.request(method, url, headers=header, follow_redirects=False, **more)
        for line in answer.headers.get_list("set-cookie"):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer


@dataclass
class PublicClient:
    """An application that logs people in: authorization code with PKCE."""

    issuer: str
    client_id: str
    redirect_uri: str
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    state: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def login_url(self, **changes: str) -> str:
        """Where to send the person."""
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()
        )
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": "openid",
            "state": self.state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        query = {name: value for name, value in (query | changes).items() if value}
        return f"{self.issuer}/protocol/openid-connect/auth?{urlencode(query)}"

    async def log_in(self, browser: Browser, username: str, password: str) -> dict[str, Any]:
        """Log somebody in; returns what the token address answers."""
        code = await self.code(browser, username, password)
        return await self.exchange(browser.client, code)

    async def code(self, browser: Browser, username: str, password: str) -> str:
        """The code that a login gives."""
        page = await browser.get(self.login_url())
        if page.status_code != 200:
            raise LoginFailedError(f"The login page answers {page.status_code}.")
        answer = await browser.post(form_action(page.text), {"username": username, "password": password})
        target = urlsplit(answer.headers.get("location", ""))
        query = parse_qs(target.query)
        if answer.status_code != 302 or target._replace(query="").geturl() != self.redirect_uri:
            raise LoginFailedError(f"{username} was not let in.")
        if query.get("state") != [self.state] or "code" not in query:
            raise LoginFailedError("The answer belongs to another login.")
        return str(query["code"][0])

    async def exchange(self, client: httpx.AsyncClient, code: str, **changes: str) -> dict[str, Any]:
        """Change a code for tokens, or learn the error."""
        form = {
            "grant_type": "authorization_code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "code": code,
            "code_verifier": self.verifier,
        }
        return await self._token(client, form | changes)

    async def refresh(self, client: httpx.AsyncClient, refresh_token: str) -> dict[str, Any]:
        """Change a refresh token for new tokens, or learn the error."""
        form = {"grant_type": "refresh_token", "client_id": self.client_id, "refresh_token": refresh_token}
        return await self._token(client, form)

    async def log_out(self, client: httpx.AsyncClient, refresh_token: str) -> int:
        """End the session."""
        form = {"client_id": self.client_id, "refresh_token": refresh_token}
        return (await client.post(f"{self.issuer}/protocol/openid-connect/logout", data=form)).status_code

    async def _token(self, client: httpx.AsyncClient, form: dict[str, str]) -> dict[str, Any]:
        answer = await client.post(f"{self.issuer}/protocol/openid-connect/token", data=form)
        found: dict[str, Any] = answer.json()
        return found


def form_action(page: str) -> str:
    """Where a page's login form goes."""
    found = re.search(r'<form[^>]*id="kc-form-login"[^>]*action="([^"]+)"', page)
    if found is None:
        raise LoginFailedError("The page has no login form.")
    return html.unescape(found[1])


def main() -> None:
    """Log a persona in at a running Keycloak and print the access token, and nothing else."""
    parser = argparse.ArgumentParser(prog="python -m full login", description=main.__doc__)
    parser.add_argument("persona")
    parser.add_argument("--port", type=int, default=8080, help="Keycloak's port")
    parser.add_argument("--data", type=Path, default=Path(".data"), help="where the passwords are")
    parser.add_argument("--public-url", default="http://127.0.0.1:8000", help="where the gateway is reached")
    options = parser.parse_args()
    print(asyncio.run(_token(options)))


async def _token(options: argparse.Namespace) -> str:
    issuer = realm_of(f"http://127.0.0.1:{options.port}")
    known = [account.username for account in read_accounts(options.data / "personas.json")]
    if options.persona not in known:
        raise LoginFailedError(f"There is no persona {options.persona!r}: try one of {', '.join(known)}.")
    key = options.data / "keycloak" / f"bilim-{options.persona}.json"
    if key.exists():
        machine = ClientCredentials(f"bilim-{options.persona}", read_machine_key(key), issuer=issuer)
        return await machine.token()
    console = PublicClient(issuer, "bilim-console", f"{options.public_url}/console/callback")
    password = Passwords(options.data / "keycloak" / "passwords.json").of(options.persona)
    async with httpx.AsyncClient(timeout=30) as client:
        tokens = await console.log_in(Browser(client), options.persona, password)
    return str(tokens["access_token"])
