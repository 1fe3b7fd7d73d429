"""The ASGI application at `/graphql`: accepts, authenticates, lets the engine answer, and responds."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import structlog

from chassis.graphql.accept import GraphQLRequest, read_get, read_post
from chassis.graphql.cors import Headers, Origins
from chassis.graphql.engine import Answer, Engine, SubscribingEngine
from chassis.graphql.errors import Code, errors_body
from chassis.graphql.negotiate import Form, choose
from chassis.graphql.refusals import BadRequest, BodyTooSlow, CrossSite, MethodNotAllowed, NotAcceptable
from chassis.graphql.sse import stream
from chassis.graphql.waiting_room import WaitingRoom
from chassis.identity import DoorRefusal
from chassis.stopping import Stop

C = TypeVar("C")
T = TypeVar("T")
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

log = structlog.get_logger(__name__)

_FORGEABLE_MODES = (b"navigate", b"no-cors")
_JSON_HEADER = (b"content-type", Form.JSON.value)


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """How this door differs from another."""

    path: str = "/graphql"
    most_bytes: int = 256 * 1024
    seconds: float = 5.0
    origins: Origins = field(default_factory=lambda: Origins(()))
    page: bytes | None = None
    heartbeat_seconds: float = 15.0


class GraphQLEndpoint(Generic[C]):
    """GraphQL over HTTP for one engine."""

    def __init__(
        self,
        engine: Engine[C],
        authenticate: Callable[[Scope], Awaitable[C]],
        settings: EndpointSettings | None = None,
        *,
        room: WaitingRoom | None = None,
        stop: Stop | None = None,
    ) -> None:
        self._engine = engine
        self._authenticate = authenticate
        self._settings = settings or EndpointSettings()
        self._room = room
        self._stop = stop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one HTTP request."""
        headers = dict(scope["headers"])
        cors = self._settings.origins.headers(headers.get(b"origin"))
        try:
            await self._serve(scope, receive, send, headers, cors)
        except DoorRefusal as refusal:
            await _respond(
                send, refusal.status, _refusal_body(refusal), (_JSON_HEADER, *refusal.headers, *cors)
            )

    async def _serve(
        self, scope: Scope, receive: Receive, send: Send, headers: Mapping[bytes, bytes], cors: Headers
    ) -> None:
        method = scope["method"]
        if method == "OPTIONS":
            allowed = self._settings.origins.preflight(headers.get(b"origin", b""))
            await _respond(send, 204, b"", ((b"allow", b"GET, HEAD, POST, OPTIONS"), *allowed))
            return
        if method not in ("POST", "GET", "HEAD"):
            raise MethodNotAllowed("Use POST, or GET for queries.")
        form = choose(headers.get(b"accept") or b"*/*")
        if form is None or (form is Form.PAGE and (self._settings.page is None or method == "POST")):
            raise NotAcceptable(
                "Accept application/graphql-response+json, application/json or text/event-stream."
            )
        if form is Form.PAGE:
            await _respond(send, 200, self._settings.page or b"", _PAGE_HEADERS)
            return
        _refuse_forged(headers)
        request = await self._read(method, scope, headers, receive)
        caller = await self._authenticate(scope)
        if form is Form.STREAM:
            await self._stream(request, caller, receive, send, cors)
            return
        answer = await self._in_turn(self._engine.execute, request, caller, receive)
        await _respond(
            send, _status(answer, form), answer.body, ((b"content-type", form.value), *cors, *answer.headers)
        )

    async def _read(
        self, method: str, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive
    ) -> GraphQLRequest:
        if method == "POST":
            try:
                async with asyncio.timeout(self._settings.seconds):
                    return await read_post(headers, receive, self._settings.most_bytes)
            except TimeoutError:
                raise BodyTooSlow("The body did not come in time.") from None
        if len(scope["query_string"]) > self._settings.most_bytes:
            raise BadRequest("The query string is too long; use POST.")
        return read_get(scope["query_string"], self._document_in(scope["path"]))

    def _document_in(self, path: str) -> str | None:
        _, _, document_id = path.partition(self._settings.path + "/")
        return document_id or None

    async def _in_turn(
        self,
        work: Callable[[GraphQLRequest, C], Awaitable[T]],
        request: GraphQLRequest,
        caller: C,
        receive: Receive,
    ) -> T | Answer:
        """What the work comes to, in its turn and in its time. Raises Overloaded and other refusals of the door."""
        async with self._room.turn(receive) if self._room is not None else nullcontext():
            return await in_time(work(request, caller), self._settings.seconds, caller)

    async def _stream(
        self, request: GraphQLRequest, caller: C, receive: Receive, send: Send, cors: Headers
    ) -> None:
        if not isinstance(self._engine, SubscribingEngine):
            raise NotAcceptable("There are no subscriptions here.")
        # To open it is work like any other, and a query is answered meanwhile; to hold it open is none.
        opened = await self._in_turn(self._engine.subscribe, request, caller, receive)
        headers = ((b"content-type", Form.STREAM.value), (b"cache-control", b"no-store"), *cors)
        if isinstance(opened, Answer):
            await _respond(
                send, _status(opened, Form.RESPONSE), opened.body, (_JSON_HEADER, *cors, *opened.headers)
            )
            return
        await stream(
            opened,
            headers,
            receive,
            send,
            heartbeat_seconds=self._settings.heartbeat_seconds,
            stop=self._stop,
        )


_PAGE_HEADERS: Headers = (
    (b"content-type", Form.PAGE.value),
    (b"cache-control", b"no-cache"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)


def _refuse_forged(headers: Mapping[bytes, bytes]) -> None:
    if headers.get(b"sec-fetch-site") == b"cross-site" and headers.get(b"sec-fetch-mode") in _FORGEABLE_MODES:
        raise CrossSite("Another site may not send this on a reader's behalf.")


def _status(answer: Answer, form: Form) -> int:
    if answer.status is not None:
        return answer.status
    return 200 if answer.executed or form is Form.JSON else 400


async def in_time(work: Awaitable[T], seconds: float, caller: object) -> T | Answer:
    """What the work comes to; an answer that says so when it takes too long or fails. Raises refusals of the door."""
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError:
        return _failure(504, "The answer took too long.", Code.TIMEOUT, caller)
    except DoorRefusal:
        raise
    except Exception:
        log.exception("request_failed", request_id=getattr(caller, "request_id", None))
        return _failure(500, "Something went wrong on our side.", Code.INTERNAL, caller)


def _failure(status: int, message: str, code: Code, caller: object) -> Answer:
    extensions = {"code": code.value, "traceId": getattr(caller, "request_id", None)}
    return Answer(
        errors_body([{"message": message, "extensions": extensions}]), executed=False, status=status
    )


def _refusal_body(refusal: DoorRefusal) -> bytes:
    return errors_body([{"message": refusal.reason, "extensions": {"code": refusal.code}}])


async def _respond(send: Send, status: int, body: bytes, headers: Headers) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})
