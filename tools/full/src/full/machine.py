"""A machine's login at a running Keycloak, answer and all: what a test of refusals looks at."""

from typing import Any

import httpx

from chassis.identity.machine import assertion, login_form

__all__ = ["assertion", "machine_login"]


async def machine_login(
    client: httpx.AsyncClient, issuer: str, client_id: str, signed: str
) -> dict[str, Any]:
    """What the token address answers to the assertion."""
    form = login_form(client_id, signed)
    found: dict[str, Any] = (await client.post(f"{issuer}/protocol/openid-connect/token", data=form)).json()
    return found
