"""Messages of `graphql-transport-ws`: how one is read, and by which code a connection closes over one."""

from typing import Any

from chassis.graphql.jsonguard import read_json
from chassis.identity import DoorRefusal

Message = dict[str, Any]

RESTART = 1012
BAD_REQUEST, UNAUTHORIZED, FORBIDDEN = 4400, 4401, 4403
TOO_SLOW, DUPLICATE, TOO_MANY_INITS, TOO_MANY = 4408, 4409, 4429, 4430
_MOST_REASON_BYTES = 123
_MOST_NAME = 128


class Closed(Exception):
    """The connection ends here, with this code and reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason.encode()[:_MOST_REASON_BYTES].decode(errors="ignore")


def read(text: str | None, most_bytes: int) -> Message:
    """A message from its text. Raises Closed."""
    if text is None or len(text) > most_bytes:
        raise Closed(BAD_REQUEST, "Invalid message")
    try:
        content = read_json(text.encode())
    except (DoorRefusal, UnicodeEncodeError) as error:
        raise Closed(BAD_REQUEST, "Invalid message") from error
    if content.__class__ is not dict:
        raise Closed(BAD_REQUEST, "Invalid message")
    return dict(content)


def name_of(message: Message) -> str:
    """What an operation is called. Raises Closed."""
    name = message.get("id")
    if not isinstance(name, str) or not 0 < len(name) <= _MOST_NAME:
        raise Closed(BAD_REQUEST, f"An operation needs an id of at most {_MOST_NAME} characters")
    return name


def payload_of(message: Message) -> Message:
    """What a greeting or a sign of life brings, if anything. Raises Closed."""
    payload = message.get("payload")
    if payload is not None and not isinstance(payload, dict):
        raise Closed(BAD_REQUEST, "The payload must be an object")
    return payload or {}
