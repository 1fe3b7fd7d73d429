"""Whom this process believes, and what it shows when it asks others: made from the settings, in one place."""

import time
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from chassis.identity import Authenticator, Expected, HttpKeys, KeySource, TokenVerifier
from chassis.identity.logout import LogoutTokens
from chassis.settings import PlatformSettings

if TYPE_CHECKING:
    from chassis.identity.development import DevelopmentIssuer
    from chassis.identity.machine import ClientCredentials

_RENEW_SECONDS = 240

TokenSource = Callable[[], Awaitable[str]]


class NoIssuer(Exception):
    """Nobody is configured who signs tokens; the text says what to set."""

    def __init__(self) -> None:
        super().__init__("Set BILIM_ISSUER and BILIM_JWKS_URL: without an issuer no token can be verified.")


class NoMachineKeys(NoIssuer):
    """A worker has nothing to log in with; the text says what to set."""

    def __init__(
        self, text: str = "Set BILIM_MACHINE_KEYS: a worker logs in at the issuer with its key."
    ) -> None:
        Exception.__init__(self, text)


def token_verifier(platform: PlatformSettings) -> TokenVerifier:
    """Verifies tokens of the configured issuer. Raises NoIssuer."""
    return TokenVerifier(Expected(issuer=platform.issuer, audience=platform.audience), _keys(platform))


def authenticator(platform: PlatformSettings) -> Authenticator:
    """Makes callers of requests. Raises NoIssuer."""
    return Authenticator(token_verifier(platform))


def logout_tokens(platform: PlatformSettings, clients: Collection[str]) -> LogoutTokens:
    """Reads what the issuer says to its clients about sessions that ended. Raises NoIssuer."""
    expected = Expected(issuer=platform.issuer, audience=platform.audience)
    return LogoutTokens(expected, _keys(platform), clients=clients)


def development_issuer(
    platform: PlatformSettings, *, personas_file: Path | None = None
) -> "DevelopmentIssuer":
    """The stand-in for Keycloak; refused in production. Raises NoIssuer without a key file."""
    from chassis.identity.development import DevelopmentIssuer

    if platform.key_file is None:
        raise NoIssuer
    return DevelopmentIssuer(
        Path(platform.key_file),
        personas_file=personas_file,
        production=platform.is_production,
        issuer=platform.issuer,
    )


def service_token(platform: PlatformSettings, *, service: str) -> TokenSource:
    """What our own worker shows at another service's feed. Raises NoMachineKeys."""
    if platform.machine_keys is not None:
        return _machine(platform, f"bilim-{service}", Path(platform.machine_keys)).token
    if platform.is_production:
        raise NoMachineKeys
    issuer = development_issuer(platform)
    kept = ("", 0.0)

    async def token() -> str:
        nonlocal kept
        if time.monotonic() >= kept[1]:
            kept = (issuer.service_token(service), time.monotonic() + _RENEW_SECONDS)
        return kept[0]

    return token


def _machine(platform: PlatformSettings, client_id: str, keys: Path) -> "ClientCredentials":
    # It needs an HTTP client, ten megabytes that only a worker carries.
    from chassis.identity.machine import ClientCredentials, MachineKeyMissing, read_machine_key

    try:
        key = read_machine_key(keys / f"{client_id}.json")
    except MachineKeyMissing as missing:
        raise NoMachineKeys(str(missing)) from missing
    return ClientCredentials(client_id, key, issuer=platform.issuer, token_url=platform.token_url)


def _keys(platform: PlatformSettings) -> KeySource:
    if platform.jwks_url is not None:
        return HttpKeys(platform.jwks_url)
    return development_issuer(platform)
