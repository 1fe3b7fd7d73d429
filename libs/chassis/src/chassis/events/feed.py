"""The feed: a service's events by pull (`GET /events`) and as server-sent events (`GET /events/stream`)."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Scope

from chassis.events.access import Access
from chassis.events.asking import identifier, number, refused
from chassis.events.bells import Bells
from chassis.events.cloudevents import Event, Registry, to_json
from chassis.events.contracts import Channel, Contracts, NoContract
from chassis.events.log import EventLog, Page
from chassis.identity import Caller

MAX_LIMIT = 1000
MAX_WAIT_SECONDS = 25
_HEARTBEAT_SECONDS = 15
_POSITION_LENGTH = 20

Authenticate = Callable[[Scope], Awaitable[Caller]]


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
            since=number(request, "since", default=0),
            types=tuple(types.split(",")) if types else None,
            limit=number(request, "limit", default=100, least=1, most=MAX_LIMIT),
            wait=number(request, "wait", default=0, most=MAX_WAIT_SECONDS),
            log=identifier(request, "log"),
        )


class Feed:
    """Serves one service's log; what a caller sees is decided by `access`, anew for each page."""

    def __init__(
        self,
        log: EventLog,
        *,
        bells: Bells,
        registry: Registry,
        authenticate: Authenticate,
        access: Access,
        contracts: Contracts,
    ) -> None:
        self._log = log
        self._bells = bells
        self._registry = registry
        self._authenticate = authenticate
        self._access = access
        self._contracts = contracts
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
            caller = await self._authenticate(request.scope)
            question = Question.of(request)
            page = await self._next_page(question, caller)
        except Exception as refusal:
            return refused(refusal)
        events = b",".join(to_json(event, self._registry) for event in page.events)
        head = orjson.dumps({"next": page.next, "head": page.head, "log": str(page.log)})
        return Response(b'{"events":[' + events + b"]," + head[1:], media_type="application/json")

    async def stream(self, request: Request) -> Response:
        """Events as they come; `Last-Event-ID` goes on where a lost connection stopped."""
        try:
            caller = await self._authenticate(request.scope)
            question = Question.of(request)
            last = request.headers.get("last-event-id", "")
            since = int(last) if last.isdecimal() and len(last) <= _POSITION_LENGTH else question.since
            page = await self._page(question, since, caller, Channel.STREAM)
        except Exception as refusal:
            return refused(refusal)
        return StreamingResponse(
            self._sent(question, page, caller),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    async def _sent(self, question: Question, page: Page, caller: Caller) -> AsyncIterator[bytes]:
        yield b"retry: 1000\n\n"
        while not self._closing.is_set() and not _has_expired(caller):
            for event in page.events:
                yield _message(event, self._registry)
            rings = self._bells.event_log.rings
            since = page.next
            try:
                page = await self._page(question, since, caller, Channel.STREAM)
            except NoContract:
                # It ended while it was listened to; who connects again is told so.
                return
            if page.next == since and not await self._bells.event_log.wait(
                since=rings, seconds=_HEARTBEAT_SECONDS
            ):
                yield b": still here\n\n"

    async def _next_page(self, question: Question, caller: Caller) -> Page:
        deadline = asyncio.get_running_loop().time() + question.wait
        since = question.since
        while True:
            rings = self._bells.event_log.rings
            page = await self._page(question, since, caller, Channel.FEED)
            left = deadline - asyncio.get_running_loop().time()
            if page.events or left <= 0 or self._closing.is_set():
                return page
            since = page.next
            if since == page.head:
                # Looking again each five seconds makes a ring that was lost a delay, not a hole.
                await self._bells.event_log.wait(since=rings, seconds=min(left, 5.0))

    async def _page(self, question: Question, since: int, caller: Caller, channel: Channel) -> Page:
        sight = await self._access(caller)
        page = await self._log.read(
            since,
            topics=sight.topics,
            types=question.types,
            places=sight.places,
            limit=question.limit,
            log=question.log,
        )
        await self._contracts.record(sight, channel=channel, events=page.events)
        shown = [sight.shown(event, self._registry) for event in page.events]
        return replace(page, events=[event for event in shown if event is not None])


def _has_expired(caller: Caller) -> bool:
    ends = caller.viewer.expires_at
    return ends is not None and time.time() >= ends


def _message(event: Event, registry: Registry) -> bytes:
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (
        event.position,
        event.type.encode(),
        to_json(event, registry),
    )
