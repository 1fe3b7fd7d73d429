"""Keeps the secrets of webhooks encrypted at rest; what a table or an event holds says nothing to who has no key.

Keys come from the settings as text, newest first: `2026:BASE64,2025:BASE64`. The first seals, all of them open; to
retire a key, seal everything anew and take it out of the list when no event sealed with it is kept any more.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12
_SEPARATOR = "."


class MalformedKeys(Exception):
    """The setting with the keys cannot be read; its value is not repeated."""


class Unsealable(Exception):
    """A sealed secret cannot be opened: its key is not in the list, or somebody changed it."""


class Sealer:
    """Seals and opens secrets under named keys, the newest first."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys or any(len(key) != KEY_BYTES for key in keys.values()):
            raise MalformedKeys(f"Secrets of webhooks need at least one key of {KEY_BYTES} bytes.")
        if not all(name and _SEPARATOR not in name for name in keys):
            raise MalformedKeys("A key has a name without dots.")
        self._ciphers = {name: AESGCM(key) for name, key in keys.items()}
        self._newest = next(iter(keys))

    @classmethod
    def parse(cls, text: str, *, oldest: Mapping[str, bytes] | None = None) -> Self:
        """Reads the setting; `oldest` are keys after all that it names. Raises MalformedKeys."""
        keys: dict[str, bytes] = {}
        for entry in filter(None, (part.strip() for part in text.split(","))):
            name, _, encoded = entry.partition(":")
            if name in keys:
                raise MalformedKeys("Two keys have one name.")
            try:
                keys[name] = base64.b64decode(encoded, validate=True)
            except binascii.Error:
                raise MalformedKeys("A key is written NAME:BASE64, several with commas between.") from None
        return cls({**keys, **(oldest or {})})

    def seal(self, secret: str, *, of: str) -> str:
        """The secret of a webhook as it is kept; it opens for this webhook alone."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + self._ciphers[self._newest].encrypt(nonce, secret.encode(), of.encode())
        return f"{self._newest}{_SEPARATOR}{base64.urlsafe_b64encode(sealed).decode()}"

    def open(self, sealed: str, *, of: str) -> str:
        """The secret itself. Raises Unsealable."""
        name, _, encoded = sealed.partition(_SEPARATOR)
        if name not in self._ciphers:
            raise Unsealable(f"No key is known under the name {name!r}.")
        try:
            taken = base64.urlsafe_b64decode(encoded)
            return (
                self._ciphers[name].decrypt(taken[:_NONCE_BYTES], taken[_NONCE_BYTES:], of.encode()).decode()
            )
        except (InvalidTag, ValueError):
            raise Unsealable("The sealed secret was changed, or belongs to another webhook.") from None

    def renewed(self, sealed: str, *, of: str) -> str:
        """The same under the newest key; itself when it is already."""
        if sealed.partition(_SEPARATOR)[0] == self._newest:
            return sealed
        return self.seal(self.open(sealed, of=of), of=of)


def derived_key(secret: str, *, purpose: str) -> bytes:
    """A key for one purpose, made from a secret that serves others too."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(secret.encode())
