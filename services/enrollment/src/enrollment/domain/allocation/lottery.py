"""The tie-break numbers: drawn by a seed that was committed to before, bound to the child and the campaign.

The number of a child does not depend on an application, so withdrawing and applying again changes nothing;
one number serves all programmes. It cannot be foretold without the seed, and the commitment, published before
the wave closes, binds the seed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SEED_BYTES = 32
_BLOCK = 64


def commitment(seed: bytes) -> str:
    """Return what is published before the wave closes: SHA-256 of the seed."""
    return hashlib.sha256(seed).hexdigest()


class Lottery:
    """The draw of one campaign."""

    def __init__(self, seed: bytes, *, public_randomness: str, campaign: str) -> None:
        """Take the secret seed of 32 bytes, the public randomness in hex, and the campaign's id."""
        if len(seed) != SEED_BYTES:
            raise ValueError(f"a seed has {SEED_BYTES} bytes; this one has {len(seed)}")
        key = seed + bytes.fromhex(public_randomness)
        block = (key if len(key) <= _BLOCK else hashlib.sha256(key).digest()).ljust(_BLOCK, b"\0")
        # HMAC by its definition (RFC 2104): what begins the two hashes is the same for all, and hashed once.
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + campaign.encode() + b"\x1f")
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))

    def number(self, ref: str) -> str:
        """Return the number of a child in lower-case hex; the smaller is ahead."""
        return self._draw(ref).hex()

    def ranks(self, refs: Iterable[str]) -> list[int]:
        """Return for each of these children how many of them have a smaller number."""
        # Raw bytes sort as their lower-case hex does, in half the memory.
        numbers = [self._draw(ref) for ref in refs]
        ranks = [0] * len(numbers)
        for rank, index in enumerate(sorted(range(len(numbers)), key=numbers.__getitem__)):
            ranks[index] = rank
        return ranks

    def _draw(self, ref: str) -> bytes:
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(ref.encode())
        outer.update(inner.digest())
        return outer.digest()
