"""Brings a realm's accounts and machines to what is wanted, through Keycloak's admin API; twice is the same as once."""

import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc.jwk import RSAKey
from keycloak import KeycloakAdmin, KeycloakOpenIDConnection

from full.keycloak_server import ADMIN_CLIENT, REALM_FOLDER, Keycloak

SERVICES = ("inventory", "enrollment", "ejournal", "training")
WORKERS = (*SERVICES, "grants")
"""Machines of our own: each service's worker, and the one that reads who works where."""
MACHINE_KEY_BITS = 3072


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who logs in; only `grants` authorise, the role is for display."""

    username: str
    display_name: str
    grants: tuple[str, ...]
    person: tuple[str, ...]

    @property
    def roles(self) -> set[str]:
        """The realm roles that say the same to people."""
        return {grant.partition("@")[0] for grant in self.grants}


@dataclass(frozen=True, slots=True)
class Machine:
    """A client that shows a signed assertion; its grants are fixed in the realm."""

    client_id: str
    grants: tuple[str, ...]
    public_keys: Mapping[str, Any]


def administrator(running: Keycloak) -> KeycloakAdmin:
    """The admin API of our realm, as the client that Keycloak was started with."""
    connection = KeycloakOpenIDConnection(
        server_url=f"{running.url}/",
        realm_name="bilim",
        user_realm_name="master",
        client_id=ADMIN_CLIENT,
        client_secret_key=running.admin_secret,
    )
    return KeycloakAdmin(connection=connection)


def provision(running: Keycloak, data: Path) -> list[str]:
    """Make accounts of the personas and clients of our workers and integrators; returns what was changed."""
    admin = administrator(running)
    accounts = list(read_accounts(data / "personas.json"))
    kept = data / "keycloak"
    passwords = Passwords(kept / "passwords.json")
    machines = [
        *(machine(kept, f"bilim-{name}", [f"service@service:{name}"]) for name in WORKERS),
        *(
            machine(kept, f"bilim-{each.username}", each.grants)
            for each in accounts
            if "integrator" in each.roles
        ),
    ]
    changes = [change for each in machines for change in ensure_machine(admin, each)]
    return changes + [
        change
        for each in accounts
        if "integrator" not in each.roles
        for change in ensure_account(admin, each, passwords)
    ]


def read_accounts(personas_file: Path) -> Iterator[Account]:
    """The personas, as the loader wrote them."""
    if personas_file.exists():
        for name, entry in json.loads(personas_file.read_text("utf-8")).items():
            yield Account(name, entry["displayName"], tuple(entry["grants"]), tuple(entry["person"]))


def ensure_account(admin: KeycloakAdmin, account: Account, passwords: "Passwords") -> Iterator[str]:
    """Make the account what it should be; yields a line for each change."""
    found = admin.get_users({"username": account.username, "exact": "true"})
    wanted = {
        "username": account.username,
        "firstName": account.display_name,
        "enabled": True,
        "attributes": {"grants": list(account.grants), "person": list(account.person)},
    }
    if not found:
        user_id = admin.create_user(wanted)
        admin.set_user_password(user_id, passwords.of(account.username), temporary=False)
        yield f"account {account.username}: made"
    elif not _holds(found[0], wanted):
        user_id = found[0]["id"]
        admin.update_user(user_id, wanted)
        yield f"account {account.username}: changed"
    else:
        user_id = found[0]["id"]
    yield from _ensure_roles(admin, user_id, account)


def ensure_machine(admin: KeycloakAdmin, wanted: Machine) -> Iterator[str]:
    """Make the client what it should be; yields a line for each change."""
    representation = machine_client(wanted)
    client_id = admin.get_client_id(wanted.client_id)
    if client_id is None:
        admin.create_client(representation)
        yield f"client {wanted.client_id}: made"
    elif not _holds(admin.get_client(client_id), representation):
        # Mappers are not changed by changing their client: make it anew, it has nothing of its own to lose.
        admin.delete_client(client_id)
        admin.create_client(representation)
        yield f"client {wanted.client_id}: made anew"


def machine_client(wanted: Machine) -> dict[str, Any]:
    """The representation of machine-client.json for this machine."""
    client: dict[str, Any] = json.loads((REALM_FOLDER / "machine-client.json").read_text("utf-8"))
    client["clientId"] = wanted.client_id
    client["attributes"]["jwks.string"] = json.dumps(wanted.public_keys, sort_keys=True)
    client["protocolMappers"][0]["config"]["claim.value"] = json.dumps(list(wanted.grants))
    return client


def machine(folder: Path, client_id: str, grants: Iterable[str]) -> Machine:
    """A machine whose key pair is in the folder, made when it is not there yet."""
    key = machine_key(folder / f"{client_id}.json")
    public = {**key.as_dict(private=False), "kid": key.thumbprint(), "use": "sig", "alg": "PS256"}
    return Machine(client_id, tuple(grants), {"keys": [public]})


def machine_key(file: Path) -> RSAKey:
    """A private key in a file that only we may read."""
    if not file.exists():
        _write_private(file, RSAKey.generate_key(MACHINE_KEY_BITS).as_dict(private=True))
    return RSAKey.import_key(json.loads(file.read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class Passwords:
    """Passwords of demonstration accounts: by chance, in a file of the data folder, never in the repository."""

    file: Path

    def of(self, username: str) -> str:
        """The password of an account, made when it has none."""
        known: dict[str, str] = json.loads(self.file.read_text("utf-8")) if self.file.exists() else {}
        if username not in known:
            known[username] = secrets.token_urlsafe(15)
            _write_private(self.file, known)
        return known[username]


def _ensure_roles(admin: KeycloakAdmin, user_id: str, account: Account) -> Iterator[str]:
    names = {role["name"]: role for role in admin.get_realm_roles()}
    present = {role["name"] for role in admin.get_realm_roles_of_user(user_id)}
    missing = [names[name] for name in sorted(account.roles - present) if name in names]
    if missing:
        admin.assign_realm_roles(user_id, missing)
        yield f"account {account.username}: roles {', '.join(role['name'] for role in missing)}"


def _holds(found: Any, wanted: Any) -> bool:
    """Whether everything wanted is there; Keycloak adds ids and defaults, and leaves out what is empty."""
    if isinstance(wanted, dict):
        return all(_holds((found or {}).get(name), value) for name, value in wanted.items())
    if isinstance(wanted, list):
        return len(found or []) == len(wanted) and all(map(_holds, found or [], wanted))
    return bool(found == wanted)


def _write_private(file: Path, content: Mapping[str, Any]) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(content, out)
