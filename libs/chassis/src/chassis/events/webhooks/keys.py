"""What an installation's settings mean for webhooks: how secrets are sealed, who signs, and where deliveries may go."""

import ipaddress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from chassis.events.webhooks.addresses import AddressRefused, Allowed, is_public, refuse_bad_url
from chassis.events.webhooks.sealing import Sealer, derived_key
from chassis.events.webhooks.signing import SigningKey
from chassis.settings import PlatformSettings

_DERIVED = "platform"
"""The name of the key that is made from `BILIM_SECRET`; it stays readable after keys of their own are set."""


def sealer_of(platform: PlatformSettings) -> Sealer:
    """Seals and opens the secrets of webhooks. Raises MalformedKeys."""
    return _sealer(platform.webhook_keys, platform.webhook_keys_file, platform.secret)


def signing_keys_of(platform: PlatformSettings) -> tuple[SigningKey, ...]:
    """Our own keys, the newest first; while one is being changed all of them sign. Raises NotASecret."""
    return _signing_keys(platform.webhook_signing_keys, platform.secret)


@dataclass(frozen=True, slots=True)
class Reachable:
    """Where deliveries may go: in production to public addresses by https and nowhere else."""

    schemes: tuple[str, ...]
    allowed: Allowed

    def accepts(self, url: str) -> bool:
        """Whether an address may be given at all; its name is resolved and looked at when a delivery is made."""
        try:
            refuse_bad_url(url, schemes=self.schemes, allowed=self.allowed)
        except AddressRefused:
            return False
        return True


def reachable_from(platform: PlatformSettings) -> Reachable:
    """In development a receiver may run on the same machine, without a certificate."""
    if platform.is_production:
        return Reachable(("https",), is_public)
    return Reachable(("https", "http"), _is_public_or_here)


def _is_public_or_here(address: str) -> bool:
    return ipaddress.ip_address(address).is_loopback or is_public(address)


@lru_cache(maxsize=8)
def _sealer(keys: str, keys_file: str | None, secret: str) -> Sealer:
    if keys_file is not None:
        keys = Path(keys_file).read_text("utf-8")
    return Sealer.parse(keys, oldest={_DERIVED: derived_key(secret, purpose="bilim webhook secrets at rest")})


@lru_cache(maxsize=8)
def _signing_keys(keys: str, secret: str) -> tuple[SigningKey, ...]:
    given = tuple(SigningKey.parse(key.strip()) for key in keys.split(",") if key.strip())
    return given or (SigningKey.from_seed(derived_key(secret, purpose="bilim webhook signatures")),)
