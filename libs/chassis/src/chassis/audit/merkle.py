"""Hash trees as in RFC 6962: one root for many entries, and a chain of roots."""

from collections.abc import Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def leaf(content: bytes) -> bytes:
    """The hash of an entry; the first byte keeps entries and inner nodes apart."""
    return sha256(b"\x00" + content).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaves in their order."""
    if not leaves:
        return EMPTY
    level = list(leaves)
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        # A last node without a neighbour goes up as it is: doubling it would let two trees share a root.
        level = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + level[len(level) & ~1 :]
    return level[0]


def chained(previous: bytes, number: int, leaves: int, of_root: bytes) -> bytes:
    """The hash that a seal hands to its successor."""
    return sha256(b"\x02" + previous + number.to_bytes(8) + leaves.to_bytes(8) + of_root).digest()
