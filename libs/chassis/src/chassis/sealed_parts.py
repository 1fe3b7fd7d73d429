"""Parts of a person's record on their way between services: who asked can open them, and only we can have made them.

What travels in an event log stays there for a month, so a part is encrypted for a key that lives as long as the
question; without it the part is noise.
"""

import hmac
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32
# Each part has a key of its own, made from a key pair that is thrown away: no nonce comes twice.
_NONCE = bytes(12)


class NotOurs(Exception):
    """A part was not made by one of our services for this question, or somebody changed it."""


@dataclass(frozen=True, slots=True)
class SealedPart:
    """What one service holds of a person, for one question."""

    sealed: bytes = field(repr=False)
    signature: bytes = field(repr=False)


def new_key_pair() -> tuple[bytes, bytes]:
    """A private key for one question, to be thrown away with it, and the public key to ask with."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal(content: bytes, *, public_key: bytes, question: str, secret: str) -> SealedPart:
    """Encrypts a part for who asked; `secret` is the installation's, by which the part is signed."""
    ours = X25519PrivateKey.generate()
    key = _derived(ours.exchange(X25519PublicKey.from_public_bytes(public_key)), b"seal")
    sealed = ours.public_key().public_bytes_raw() + AESGCM(key).encrypt(_NONCE, content, question.encode())
    return SealedPart(sealed, _signature(sealed, question, secret))


def unseal(part: SealedPart, *, private_key: bytes, question: str, secret: str) -> bytes:
    """What is in a part. Raises NotOurs."""
    if not hmac.compare_digest(part.signature, _signature(part.sealed, question, secret)):
        raise NotOurs
    theirs, encrypted = part.sealed[:_KEY_BYTES], part.sealed[_KEY_BYTES:]
    shared = X25519PrivateKey.from_private_bytes(private_key).exchange(
        X25519PublicKey.from_public_bytes(theirs)
    )
    try:
        return AESGCM(_derived(shared, b"seal")).decrypt(_NONCE, encrypted, question.encode())
    except InvalidTag:
        raise NotOurs from None


def _signature(sealed: bytes, question: str, secret: str) -> bytes:
    return hmac.digest(_derived(secret.encode(), b"sign"), question.encode() + b"\x00" + sealed, "sha256")


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, salt=None, info=b"bilim part of a record " + purpose).derive(key)
