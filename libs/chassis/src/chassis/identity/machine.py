"""A machine's login: client credentials, shown by an assertion that it signs itself (`private_key_jwt`)."""

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ASSERTION_SECONDS = 60
_RENEW_AT = 0.8
_TIMEOUT = aiohttp.ClientTimeout(total=10)


class TokenUnavailable(ConnectionError):
    """The issuer gives no token now: an outage as any other, to be tried again."""


class MachineKeyMissing(Exception):
    """A worker has no key to log in with; the text says which file is meant."""


def assertion(client_id: str, key: RSAKey, issuer: str, **changes: Any) -> str:
    """A statement, good for a minute and once, that we are this client."""
    now = int(time.time())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": issuer,
        "iat": now,
        "exp": now + _ASSERTION_SECONDS,
        "jti": uuid4().hex,
    }
    header = {"alg": "PS256", "kid": key.thumbprint(), "typ": "JWT"}
    return jwt.encode(header, claims | changes, key, algorithms=["PS256"])


def login_form(client_id: str, signed: str) -> dict[str, str]:
    """What is posted to the token address."""
    return {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": signed,
    }


def read_machine_key(file: Path) -> RSAKey:
    """A private key from its file. Raises MachineKeyMissing."""
    try:
        return RSAKey.import_key(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, JoseError) as error:
        raise MachineKeyMissing(
            f"BILIM_MACHINE_KEYS must hold {file.name}, a private RSA key as JWK: {type(error).__name__}."
        ) from error


class ClientCredentials:
    """One machine's token, asked for anew when four fifths of its life are over."""

    def __init__(
        self,
        client_id: str,
        key: RSAKey,
        *,
        issuer: str,
        token_url: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client_id = client_id
        self._key = key
        self._issuer = issuer
        self._token_url = token_url
        self._clock = clock
        self._asking = asyncio.Lock()
        self._kept = ("", 0.0)

    async def token(self) -> str:
        """A token that is good now; who comes while it is being asked for waits. Raises TokenUnavailable."""
        async with self._asking:
            if self._clock() >= self._kept[1]:
                answer = await self._ask()
                self._kept = (
                    answer["access_token"],
                    self._clock() + _RENEW_AT * float(answer["expires_in"]),
                )
            return self._kept[0]

    async def _ask(self) -> dict[str, Any]:
        form = login_form(self._client_id, assertion(self._client_id, self._key, self._issuer))
        try:
            async with aiohttp.ClientSession(timeout=_TIMEOUT, raise_for_status=True) as session:
                if self._token_url is None:
                    self._token_url = await self._discovered(session)
                async with session.post(self._token_url, data=form, allow_redirects=False) as response:
                    answer = await response.json()
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError) as error:
            raise TokenUnavailable(f"{self._issuer}: {type(error).__name__}: {error}") from error
        if not isinstance(answer, dict) or not {"access_token", "expires_in"} <= answer.keys():
            raise TokenUnavailable(f"{self._issuer}: the answer is no token.")
        return answer

    async def _discovered(self, session: aiohttp.ClientSession) -> str:
        async with session.get(f"{self._issuer}/.well-known/openid-configuration") as response:
            return str((await response.json())["token_endpoint"])
