"""Signatures of the Standard Webhooks specification: v1 (shared secret, HMAC) and v1a (our key, Ed25519)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_SHARED = "whsec_"
_PRIVATE = "whsk_"
_PUBLIC = "whpk_"
_SECRET_BYTES = 32


class Signer(Protocol):
    """Makes one signature of a message."""

    def sign(self, message: bytes) -> str: ...


class NotASecret(ValueError):
    """A text is no secret of this kind; it is not repeated here."""


@dataclass(frozen=True, slots=True)
class SharedSecret:
    """What we and one receiver know."""

    secret: bytes

    @classmethod
    def new(cls) -> "SharedSecret":
        """A secret that nobody can guess."""
        return cls(secrets.token_bytes(_SECRET_BYTES))

    @classmethod
    def parse(cls, text: str) -> "SharedSecret":
        """Reads `whsec_…`. Raises NotASecret."""
        return cls(_decoded(text, _SHARED))

    def __str__(self) -> str:
        return _SHARED + base64.b64encode(self.secret).decode()

    def __repr__(self) -> str:
        return "SharedSecret(…)"

    def sign(self, message: bytes) -> str:
        """`v1,` and the HMAC."""
        return "v1," + base64.b64encode(hmac.digest(self.secret, message, hashlib.sha256)).decode()


@dataclass(frozen=True, slots=True)
class SigningKey:
    """Our own key: receivers verify with its public half, and need no secret."""

    key: Ed25519PrivateKey

    @classmethod
    def new(cls) -> "SigningKey":
        """A fresh key."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> "SigningKey":
        """The key that these 32 bytes make, always the same one."""
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def parse(cls, text: str) -> "SigningKey":
        """Reads `whsk_…`. Raises NotASecret."""
        return cls(Ed25519PrivateKey.from_private_bytes(_decoded(text, _PRIVATE)))

    def __str__(self) -> str:
        return _PRIVATE + base64.b64encode(self.key.private_bytes_raw()).decode()

    def __repr__(self) -> str:
        return "SigningKey(…)"

    @property
    def public(self) -> str:
        """`whpk_…`, for receivers."""
        return _PUBLIC + base64.b64encode(self.key.public_key().public_bytes_raw()).decode()

    def sign(self, message: bytes) -> str:
        """`v1a,` and the signature."""
        return "v1a," + base64.b64encode(self.key.sign(message)).decode()


def headers(signers: Sequence[Signer], *, event_id: UUID, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers of a delivery; while a secret is being rotated, the old and the new one both sign."""
    message = b"%b.%d.%b" % (str(event_id).encode(), timestamp, body)
    return {
        "webhook-id": str(event_id),
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signer.sign(message) for signer in signers),
    }


def _decoded(text: str, prefix: str) -> bytes:
    try:
        secret = base64.b64decode(text.removeprefix(prefix), validate=True)
    except ValueError:
        secret = b""
    if not text.startswith(prefix) or not 24 <= len(secret) <= 64:
        raise NotASecret(f"A secret of this kind is {prefix} and 24 to 64 bytes in base 64.")
    return secret
