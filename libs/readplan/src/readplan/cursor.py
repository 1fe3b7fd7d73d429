"""Cursors: where a row stands, signed, so that an edited or a foreign one is refused."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from hashlib import blake2b

import orjson

from readplan.errors import Refused

_SIGNATURE = 16


class CursorSeal:
    """Signs and reads the cursors of one field, one order and one caller."""

    __slots__ = ("_hash",)

    def __init__(self, key: bytes, *bound_to: str) -> None:
        self._hash = blake2b(orjson.dumps(bound_to), digest_size=_SIGNATURE, key=key[:64])

    def write(self, values: list[str | None]) -> str:
        """Spell the sort values of a row as a cursor."""
        payload = orjson.dumps(values)
        return urlsafe_b64encode(self._sign(payload) + payload).rstrip(b"=").decode()

    def read(self, cursor: str) -> list[str | None]:
        """Return the sort values; refuse what this seal has not written."""
        try:
            raw = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        except (Base64Error, ValueError) as error:
            raise _foreign() from error
        signature, payload = raw[:_SIGNATURE], raw[_SIGNATURE:]
        if not hmac.compare_digest(signature, self._sign(payload)):
            raise _foreign()
        values: list[str | None] = orjson.loads(payload)
        return values

    def _sign(self, payload: bytes) -> bytes:
        mac = self._hash.copy()
        mac.update(payload)
        return mac.digest()


def _foreign() -> Refused:
    return Refused(
        "INVALID_CURSOR",
        "This cursor was not given for this list, this order and this caller. Ask for the first page again.",
    )
