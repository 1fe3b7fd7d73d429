"""The feed: a service's events by pull (`GET /events`) and as server-sent events (`GET /events/stream`)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Scope

from chassis.events.bells import Bells
from chassis.events.cloudevents import Event, Registry, to_json
from chassis.events.log import EventLog, LogReplaced, Page, PositionGone
from chassis.identity import Caller, DoorRefusal, Forbidden

MAX_LIMIT = 1000
MAX_WAIT_SECONDS = 25
_HEARTBEAT_SECONDS = 15
_NUMBER_LENGTH = 18

Authenticate = Callable[[Scope], Awaitable[Caller]]
Topics = Callable[[Caller], Sequence[str]]
"""Which topics a caller may read; raises Forbidden when none."""


class BadQuestion(Exception):
    """A parameter that cannot be understood; the text says which and what it takes."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks of the feed: events after `since`, at most `limit`, waiting up to `wait` seconds."""

    since: int
    types: tuple[str, ...] | None
    limit: int
    wait: int
    log: UUID | None

    @classmethod
    def of(cls, request: Request) -> "Question":
        """Reads the query string. Raises BadQuestion."""
        types = request.query_params.get("types")
        return cls(
            since=_number(request, "since", default=0, most=10**_NUMBER_LENGTH),
            types=tuple(types.split(",")) if types else None,
            limit=_number(request, "limit", default=100, least=1, most=MAX_LIMIT),
            wait=_number(request, "wait", default=0, most=MAX_WAIT_SECONDS),
            log=_uuid(request, "log"),
        )


class Feed:
    """Serves one service's log; what a caller may read is decided by `topics`."""

    def __init__(
        self, log: EventLog, *, bells: Bells, registry: Registry, authenticate: Authenticate, topics: Topics
    ) -> None:
        self._log = log
        self._bells = bells
        self._registry = registry
        self._authenticate = authenticate
        self._topics = topics
        self._closing = asyncio.Event()

    def routes(self) -> list[Route]:
        """The two addresses of the feed."""
        return [Route("/events", self.pull), Route("/events/stream", self.stream)]

    def close(self) -> None:
        """Lets waiting readers go, so that the service can stop."""
        self._closing.set()
        self._bells.event_log.ring()

    async def pull(self, request: Request) -> Response:
        """One page of events, waiting for the first if asked to."""
        try:
            topics = self._topics(await self._authenticate(request.scope))
            question = Question.of(request)
            page = await self._next_page(question, topics)
        except Exception as refusal:
            return _refused(refusal)
        events = b",".join(to_json(event, self._registry) for event in page.events)
        head = orjson.dumps({"next": page.next, "head": page.head, "log": str(page.log)})
        return Response(b'{"events":[' + events + b"]," + head[1:], media_type="application/json")

    async def stream(self, request: Request) -> Response:
        """Events as they come; `Last-Event-ID` goes on where a lost connection stopped."""
        try:
            topics = self._topics(await self._authenticate(request.scope))
            question = Question.of(request)
            last = request.headers.get("last-event-id", "")
            since = int(last) if last.isdecimal() and len(last) <= _NUMBER_LENGTH + 2 else question.since
            page = await self._page(question, since, topics)
        except Exception as refusal:
            return _refused(refusal)
        return StreamingResponse(
            self._sent(question, page, topics),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    async def _sent(self, question: Question, page: Page, topics: Sequence[str]) -> AsyncIterator[bytes]:
        yield b"retry: 1000\n\n"
        while not self._closing.is_set():
            for event in page.events:
                yield _message(event, self._registry)
            rings = self._bells.event_log.rings
            since = page.next
            page = await self._page(question, since, topics)
            if page.next == since and not await self._bells.event_log.wait(
                since=rings, seconds=_HEARTBEAT_SECONDS
            ):
                yield b": still here\n\n"

    async def _next_page(self, question: Question, topics: Sequence[str]) -> Page:
        deadline = asyncio.get_running_loop().time() + question.wait
        since = question.since
        while True:
            rings = self._bells.event_log.rings
            page = await self._page(question, since, topics)
            left = deadline - asyncio.get_running_loop().time()
            if page.events or left <= 0 or self._closing.is_set():
                return page
            since = page.next
            # Looking again each five seconds makes a ring that was lost a delay, not a hole.
            await self._bells.event_log.wait(since=rings, seconds=min(left, 5.0))

    async def _page(self, question: Question, since: int, topics: Sequence[str]) -> Page:
        return await self._log.read(
            since, topics=topics, types=question.types, limit=question.limit, log=question.log
        )


def _message(event: Event, registry: Registry) -> bytes:
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (
        event.position,
        event.type.encode(),
        to_json(event, registry),
    )


def _refused(refusal: Exception) -> Response:
    match refusal:
        case DoorRefusal():
            headers = {name.decode(): value.decode() for name, value in refusal.headers}
            return _problem(refusal.status, refusal.code, refusal.reason, headers)
        case Forbidden():
            return _problem(403, "FORBIDDEN", "These events are not for this caller.")
        case BadQuestion():
            return _problem(400, "BAD_REQUEST", str(refusal))
        case LogReplaced():
            return _problem(409, "LOG_REPLACED", "The position belongs to another log: start again from 0.")
        case PositionGone(oldest=oldest):
            return _problem(410, "GONE", str(refusal), oldest=oldest)
        case _:
            raise refusal


def _problem(
    status: int, code: str, message: str, headers: dict[str, str] | None = None, **facts: int
) -> Response:
    body = orjson.dumps({"error": {"code": code, "message": message}, **facts})
    return Response(body, status, headers, "application/json")


def _number(request: Request, name: str, *, default: int, most: int, least: int = 0) -> int:
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


def _uuid(request: Request, name: str) -> UUID | None:
    text = request.query_params.get(name)
    try:
        return UUID(text) if text else None
    except ValueError:
        raise BadQuestion(f"{name} takes a UUID.") from None
