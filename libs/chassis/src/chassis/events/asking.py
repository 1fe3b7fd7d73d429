"""What readers of events ask by HTTP, and how they are refused."""

from uuid import UUID

import asyncpg
import orjson
from starlette.requests import Request
from starlette.responses import Response

from chassis.events.blame import AWAY
from chassis.events.contracts import NoContract
from chassis.events.log import LogReplaced, PositionGone
from chassis.identity import DoorRefusal, Forbidden

_NUMBER_LENGTH = 18
MOST = 10**_NUMBER_LENGTH


class BadQuestion(Exception):
    """A parameter that cannot be understood; the text says which and what it takes."""


def number(request: Request, name: str, *, default: int, most: int = MOST, least: int = 0) -> int:
    """A whole number of the query string. Raises BadQuestion."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if (
        not text.isascii()
        or not text.isdecimal()
        or len(text) > _NUMBER_LENGTH + 1
        or not least <= int(text) <= most
    ):
        raise BadQuestion(f"{name} takes a whole number from {least} to {most}.")
    return int(text)


def identifier(request: Request, name: str) -> UUID | None:
    """A UUID of the query string. Raises BadQuestion."""
    text = request.query_params.get(name)
    try:
        return UUID(text) if text else None
    except ValueError:
        raise BadQuestion(f"{name} takes a UUID.") from None


def refused(refusal: Exception) -> Response:
    """The answer that says why there is none; what is no refusal is raised again."""
    match refusal:
        case DoorRefusal():
            headers = {name.decode(): value.decode() for name, value in refusal.headers}
            return problem(refusal.status, refusal.code, refusal.reason, headers)
        case NoContract():
            return problem(403, "FORBIDDEN", "No contract of this caller is in force.")
        case Forbidden():
            return problem(403, "FORBIDDEN", "These events are not for this caller.")
        case BadQuestion():
            return problem(400, "BAD_REQUEST", str(refusal))
        case LogReplaced():
            return problem(409, "LOG_REPLACED", "The position belongs to another log: start again from 0.")
        case PositionGone(oldest=oldest):
            return problem(410, "GONE", str(refusal), oldest=oldest)
        case asyncpg.CharacterNotInRepertoireError():
            return problem(400, "BAD_REQUEST", "A parameter holds a character that no text here has.")
        case asyncpg.QueryCanceledError():
            return problem(503, "BUSY", "That took too long; ask for fewer at once, or again later.")
        case _ if isinstance(refusal, AWAY):
            # Readers ask again each second: an outage is told of by who looks after the service, not by each of them.
            return problem(
                503, "AWAY", "The database does not answer; ask again in a moment.", {"Retry-After": "1"}
            )
        case _:
            raise refusal


def problem(
    status: int, code: str, message: str, headers: dict[str, str] | None = None, **facts: int
) -> Response:
    """An error as every reader of events gets it."""
    body = orjson.dumps({"error": {"code": code, "message": message}, **facts})
    return Response(body, status, headers, "application/json")
