"""Identifiers: UUID version 7 (RFC 9562), made by the application, so that rows sort by the time they were made."""

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A UUIDv7, greater than every one made before in this process.

    48 bits of Unix milliseconds, 12 bits that count on within a millisecond, 62 random bits.
    """
    global _last
    with _lock:
        _last = max(time.time_ns() // 1_000_000 << 12, _last + 1)
        milliseconds, count = _last >> 12, _last & 0xFFF
    random = int.from_bytes(os.urandom(8)) >> 2
    return UUID(int=milliseconds << 80 | 0x7 << 76 | count << 64 | 0b10 << 62 | random)
