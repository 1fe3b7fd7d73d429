"""Keeps national ids (IIN, PIN, SNILS) encrypted, with a keyed hash beside, by which alone two can be compared.

Keys come from the settings as text, newest first: `2026:BASE64,2025:BASE64`. The first encrypts, all of them decrypt;
to retire a key, `renewed` every value and then take the key out of the list.
"""

import base64
import binascii
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
LONGEST_KEY_NAME = 32
_NONCE_BYTES = 12
_SEPARATORS = str.maketrans("", "", " -\u00a0\u2010\u2011\u2012\u2013.")


class MalformedKeys(Exception):
    """The setting with the keys cannot be read; its value is not repeated."""


class Unreadable(Exception):
    """A stored id cannot be decrypted: its key is not in the list, or somebody changed it."""


@dataclass(frozen=True, slots=True)
class StoredId:
    """What a table holds of a national id; neither part says the id to who has no key."""

    sealed: bytes
    match: bytes


class NationalIds:
    """Seals and opens national ids."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys or any(len(key) != KEY_BYTES for key in keys.values()):
            raise MalformedKeys(f"National ids need at least one key of {KEY_BYTES} bytes.")
        if not all(0 < len(name.encode()) <= LONGEST_KEY_NAME for name in keys):
            raise MalformedKeys(f"A key has a name of at most {LONGEST_KEY_NAME} bytes.")
        self._ciphers = {name: AESGCM(_derived(key, b"seal")) for name, key in keys.items()}
        self._matching = {name: _derived(key, b"match") for name, key in keys.items()}
        self._current = next(iter(keys))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the setting; raises MalformedKeys without showing any of it."""
        keys: dict[str, bytes] = {}
        for entry in text.split(","):
            name, _, encoded = entry.strip().partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except binascii.Error:
                raise MalformedKeys("A key is written NAME:BASE64, several with commas between.") from None
            if name in keys:
                raise MalformedKeys("Two keys have one name.")
            keys[name] = key
        return cls(keys)

    def store(self, national_id: str) -> StoredId:
        """What to keep of an id."""
        name, text = self._current, normalised(national_id)
        nonce = os.urandom(_NONCE_BYTES)
        head = _head(name)
        return StoredId(
            head + nonce + self._ciphers[name].encrypt(nonce, text.encode(), head), self._match(name, text)
        )

    def open(self, sealed: bytes) -> str:
        """The id itself; every use of this is a use of personal data."""
        name, head, rest = self._taken_apart(sealed)
        try:
            return self._ciphers[name].decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], head).decode()
        except InvalidTag:
            raise Unreadable("The stored id was changed.") from None

    def matches(self, national_id: str) -> list[bytes]:
        """The hashes under which this id may be stored: `where match = any($1)`, also while keys are changed."""
        text = normalised(national_id)
        return [self._match(name, text) for name in self._matching]

    def renewed(self, stored: StoredId) -> StoredId:
        """The same id under the newest key; itself when it is already."""
        name, _, _ = self._taken_apart(stored.sealed)
        return stored if name == self._current else self.store(self.open(stored.sealed))

    def _match(self, name: str, text: str) -> bytes:
        return hmac.digest(self._matching[name], text.encode(), "sha256")

    def _taken_apart(self, sealed: bytes) -> tuple[str, bytes, bytes]:
        length = 1 + sealed[0] if sealed else 0
        head, rest = sealed[:length], sealed[length:]
        name = head[1:].decode("utf-8", "replace")
        if name not in self._ciphers:
            raise Unreadable("The key of the stored id is not among ours.")
        return name, head, rest


def normalised(national_id: str) -> str:
    """One spelling of an id: without spaces, dots and dashes, in capitals."""
    return national_id.translate(_SEPARATORS).upper()


def _head(name: str) -> bytes:
    encoded = name.encode()
    return bytes([len(encoded)]) + encoded


def _derived(key: bytes, purpose: bytes) -> bytes:
    """A key for one purpose: the same bytes must not both encrypt and hash."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"bilim national id " + purpose).derive(key)
