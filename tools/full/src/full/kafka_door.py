"""Who may do what at a broker: we everything, from this machine; integrators what they were given, with a token."""

import argparse
from dataclasses import dataclass
from typing import Any

INTEGRATORS = "INTEGRATORS"
_OAUTH = "org.apache.kafka.common.security.oauthbearer"
_LISTENER = f"listener.name.{INTEGRATORS.lower()}"
_REAUTH_MS = 3_600_000
WORKERS = ("inventory", "enrollment", "ejournal", "training")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose tokens are believed; `jwks` is the address, or the file, of its public keys."""

    name: str
    jwks: str
    audience: str = "bilim-graph"


@dataclass(frozen=True, slots=True)
class Door:
    """A port at which one shows a token: the client that it was given to is who one is."""

    port: int
    issuer: Issuer


def rights_settings(door: Door | None) -> dict[str, Any]:
    """Nobody may do anything unless it is said; whoever comes from this machine without a token is one of us."""
    ours = ["User:ANONYMOUS", *(f"User:bilim-{name}" for name in WORKERS)]
    settings: dict[str, Any] = {
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": ";".join(ours),
        "allow.everyone.if.no.acl.found": "false",
    }
    return settings if door is None else settings | _login(door)


def trusted(door: Door | None) -> list[str]:
    """What Java must be told: it fetches keys from nowhere else."""
    if door is None:
        return []
    return [f"-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls={door.issuer.jwks}"]


def _login(door: Door) -> dict[str, Any]:
    mechanism = f"{_LISTENER}.oauthbearer"
    return {
        f"{_LISTENER}.sasl.enabled.mechanisms": "OAUTHBEARER",
        f"{mechanism}.sasl.jaas.config": f"{_OAUTH}.OAuthBearerLoginModule required;",
        f"{mechanism}.sasl.server.callback.handler.class": f"{_OAUTH}.OAuthBearerValidatorCallbackHandler",
        # A connection lasts no longer than its token: who is shut out at the issuer is out here within minutes.
        f"{mechanism}.connections.max.reauth.ms": _REAUTH_MS,
        f"{mechanism}.sasl.oauthbearer.jwks.endpoint.url": door.issuer.jwks,
        f"{mechanism}.sasl.oauthbearer.expected.issuer": door.issuer.name,
        f"{mechanism}.sasl.oauthbearer.expected.audience": door.issuer.audience,
        f"{mechanism}.sasl.oauthbearer.sub.claim.name": "azp",
        # Rights come from contracts and not from scopes, of which Keycloak's machines have none: Kafka refuses a claim
        # that is there and empty, so it is shown one that is not.
        f"{mechanism}.sasl.oauthbearer.scope.claim.name": "azp",
    }


def add_issuer(parser: argparse.ArgumentParser) -> None:
    """The options by which an issuer is given."""
    parser.add_argument(
        "--issuer", help="`iss` of the tokens by which integrators log in, on a port of their own"
    )
    parser.add_argument("--jwks", help="where that issuer's keys are read: an address, or file:///…")


def issuer_of(chosen: argparse.Namespace) -> Issuer | None:
    """The issuer of the options, if there is one."""
    return Issuer(chosen.issuer, chosen.jwks) if chosen.issuer and chosen.jwks else None
