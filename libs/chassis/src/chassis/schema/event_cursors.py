"""Where somebody stands in what they follow: sealed, so that an edited or a foreign cursor is refused."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from hashlib import blake2b
from typing import Any

import orjson
from graphql import GraphQLError

from chassis.schema.scalars import EventCursor

_SIGNATURE = 16


class EventCursorSeal:
    """Writes and reads the cursors of one subscription, one record and one caller."""

    def __init__(self, secret: str, *bound_to: str) -> None:
        self._hash = blake2b(orjson.dumps(bound_to), digest_size=_SIGNATURE, key=secret.encode()[:64])

    def write(self, state: Any) -> EventCursor:
        """What was told last, as a cursor."""
        payload = orjson.dumps(state)
        return EventCursor(urlsafe_b64encode(self._sign(payload) + payload).rstrip(b"=").decode())

    def read(self, cursor: str) -> Any:
        """What was told last. Raises a GraphQLError for what this seal has not written."""
        try:
            raw = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        except (Base64Error, ValueError) as error:
            raise _foreign() from error
        signature, payload = raw[:_SIGNATURE], raw[_SIGNATURE:]
        if not hmac.compare_digest(signature, self._sign(payload)):
            raise _foreign()
        return orjson.loads(payload)

    def _sign(self, payload: bytes) -> bytes:
        mac = self._hash.copy()
        mac.update(payload)
        return mac.digest()


def _foreign() -> GraphQLError:
    return GraphQLError(
        "This cursor was not given for this subscription, this record and this caller. Subscribe without it.",
        extensions={"code": "INVALID_CURSOR"},
    )
