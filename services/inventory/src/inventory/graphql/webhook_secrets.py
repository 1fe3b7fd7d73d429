"""What the installation's settings mean for webhooks of the graph: new secrets, their opening, and good addresses."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from chassis.events.webhooks import SharedSecret, Unsealable, reachable_from, sealer_of, signing_keys_of
from chassis.settings import platform_settings
from contracts.catalogue import everything


def new_secret(webhook: UUID) -> str:
    """A fresh secret as it is kept."""
    return sealer_of(platform_settings()).seal(str(SharedSecret.new()), of=str(webhook))


def opened(webhook: UUID, secrets: str | None) -> str | None:
    """The newest secret as its owner needs it; None for others, and when it was sealed with a key that is gone."""
    if secrets is None:
        return None
    kept: Sequence[Mapping[str, str]] = json.loads(secrets)
    try:
        return sealer_of(platform_settings()).open(kept[0]["sealed"], of=str(webhook))
    except Unsealable:
        return None


def public_keys(_webhook: UUID) -> list[str]:
    """The public halves of our own keys, the newest first."""
    return [key.public for key in signing_keys_of(platform_settings())]


def accepts(url: str) -> bool:
    """Whether deliveries may go there."""
    return reachable_from(platform_settings()).accepts(url)


@lru_cache(maxsize=1)
def topics_of_types() -> Mapping[str, str]:
    """On which topic each kind of event is told, of all services."""
    return {event.name: event.topic for event in everything()}
