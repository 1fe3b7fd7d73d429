"""Gives people the grants that follow from staff and guardian events, and takes away those that no longer do."""

import argparse
import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from keycloak import KeycloakAdmin

from full.keycloak_server import Keycloak
from full.machine import assertion, machine_login
from full.provision import administrator, machine_key
from full.refusals import CannotStartError
from full.rolls import HEARD, Rolls, read_rolls, write_rolls

MACHINE = "bilim-grants"
_PAGE = 500
_TYPES = {
    "enrollment": "bilim.enrollment.GuardianshipGranted.v1,bilim.enrollment.GuardianshipEnded.v1",
    "training": "bilim.training.StaffRegistered.v1,bilim.training.StaffLeft.v1",
}


class FeedRefusedError(CannotStartError):
    """A feed does not answer from where we stopped; the text says what to do."""


async def bring_up_to_date(running: Keycloak, data: Path, public_url: str) -> list[str]:
    """Read what is new, and change the accounts that it concerns; returns what was changed."""
    file = data / "keycloak" / "rolls.json"
    rolls = read_rolls(file)
    async with httpx.AsyncClient(base_url=public_url, timeout=30) as client:
        client.headers["authorization"] = f"Bearer {await _token(client, running, data)}"
        for service in HEARD:
            await listen(client, service, rolls)
    changed = list(ensure_grants(administrator(running), rolls))
    write_rolls(file, rolls)
    return changed


async def listen(client: httpx.AsyncClient, service: str, rolls: Rolls) -> None:
    """Hear everything of a service's feed that was not heard yet."""
    while True:
        since = rolls.positions.get(service, 0)
        asked: dict[str, str | int] = {"since": since, "limit": _PAGE, "types": _TYPES[service]}
        answer = await client.get(f"/events/{service}", params=asked)
        if answer.status_code != httpx.codes.OK:
            raise FeedRefusedError(
                f"The feed of {service} answers {answer.status_code} from position {since}: if its log is another or"
                " began later, remove rolls.json; who left meanwhile must then be looked through by hand."
            )
        page = answer.json()
        for event in page["events"]:
            rolls.hear(event)
        rolls.positions[service] = page["next"]
        if page["next"] >= page["head"] or page["next"] == since:
            return


def ensure_grants(admin: KeycloakAdmin, rolls: Rolls) -> Iterator[str]:
    """Make each person's accounts hold what the rolls say; what others granted is left as it is."""
    for person, wanted in sorted(rolls.grants().items()):
        before = set(rolls.given.get(person, ()))
        for user in _accounts_of(admin, person):
            attributes = user.get("attributes") or {}
            held = list(attributes.get("grants") or ())
            now = [grant for grant in held if grant in wanted or grant not in before]
            now += sorted(wanted.difference(held))
            if now != held:
                admin.update_user(user["id"], {**user, "attributes": {**attributes, "grants": now}})
                yield f"account {user['username']}: {', '.join(now) or 'nothing'}"
        if wanted:
            rolls.given[person] = sorted(wanted)
        else:
            rolls.given.pop(person, None)


def _accounts_of(admin: KeycloakAdmin, person: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = admin.get_users({"q": f'person:"{person}"'})
    # Keycloak's search forgives case and more: what it found is looked at again.
    return [user for user in found if person in (user.get("attributes") or {}).get("person", ())]


async def _token(client: httpx.AsyncClient, running: Keycloak, data: Path) -> str:
    key = machine_key(data / "keycloak" / f"{MACHINE}.json")
    signed = assertion(MACHINE, key, running.issuer)
    answer = await machine_login(client, running.issuer, MACHINE, signed)
    return str(answer["access_token"])


def main() -> None:
    """Give and take grants by the staff and guardian events since the last time; twice is the same as once."""
    parser = argparse.ArgumentParser(prog="python -m full grants", description=main.__doc__)
    parser.add_argument("--port", type=int, default=8080, help="Keycloak's port")
    parser.add_argument("--data", type=Path, default=Path(".data"), help="where rolls.json is kept")
    parser.add_argument("--public-url", default="http://127.0.0.1:8000", help="where the gateway is reached")
    options = parser.parse_args()
    secret = (options.data / "keycloak" / "admin-secret").read_text("utf-8")
    running = Keycloak(f"http://127.0.0.1:{options.port}", secret)
    changed = asyncio.run(bring_up_to_date(running, options.data, options.public_url))
    print("\n".join(changed) or "Nothing has changed.")
