"""How a service answers who asks for a person's record: with everything, sealed for who asked."""

from collections.abc import Callable
from typing import Any

import orjson

from chassis.sealed_parts import SealedPart, seal
from chassis.settings import platform_settings

Seal = Callable[[dict[str, Any]], SealedPart]
"""Encrypts a record for who asked, and signs it."""


def sealing(*, public_key: bytes, question: str) -> Seal:
    """Seals for one question."""

    def sealed(record: dict[str, Any]) -> SealedPart:
        secret = platform_settings().secret
        # What the database holds of keys and hashes is no JSON; as text it tells at least that it is there.
        content = orjson.dumps(record, default=str)
        return seal(content, public_key=public_key, question=question, secret=secret)

    return sealed
