"""A machine's login: client credentials with an assertion that it signs itself (`private_key_jwt`)."""

import time
from typing import Any
from uuid import uuid4

import httpx
from joserfc import jwt
from joserfc.jwk import RSAKey

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def assertion(client_id: str, key: RSAKey, issuer: str, **changes: Any) -> str:
    """A statement, good for a minute and once, that we are this client."""
    now = int(time.time())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": issuer,
        "iat": now,
        "exp": now + 60,
        "jti": uuid4().hex,
    }
    header = {"alg": "PS256", "kid": key.thumbprint(), "typ": "JWT"}
    return jwt.encode(header, claims | changes, key, algorithms=["PS256"])


async def machine_login(
    client: httpx.AsyncClient, issuer: str, client_id: str, signed: str
) -> dict[str, Any]:
    """What the token address answers to the assertion."""
    form = {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": signed,
    }
    found: dict[str, Any] = (await client.post(f"{issuer}/protocol/openid-connect/token", data=form)).json()
    return found
