"""The operations of one WebSocket: answered side by side, each in its turn, and no more of them than one may hold."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import orjson

from chassis.graphql import Answer, Code, GraphQLRequest, SubscribingEngine, refuse
from chassis.graphql.endpoint import in_time
from chassis.graphql.sse import let_go
from chassis.graphql.waiting_room import Overloaded, WaitingRoom
from chassis.identity import DoorRefusal
from chassis.telemetry import get_logger
from gateway.socket_messages import DUPLICATE, TOO_MANY, Closed, Message
from gateway.visitor import Visitor

Write = Callable[[str], Awaitable[None]]

log = get_logger()


@dataclass(frozen=True, slots=True)
class Desk:
    """What answers the operations of every connection."""

    engine: SubscribingEngine[Visitor]
    room: WaitingRoom
    most: int
    seconds: float


class Operations:
    """What a connection has asked and not been told to the end."""

    def __init__(self, desk: Desk, write: Write) -> None:
        self._desk = desk
        self._write = write
        self._running: dict[str, asyncio.Task[None]] = {}
        self._streaming: set[str] = set()

    def begin(self, name: str, request: GraphQLRequest, visitor: Visitor) -> None:
        """Answers an operation. Raises Closed."""
        if name in self._running:
            raise Closed(DUPLICATE, f"Subscriber for {name} already exists")
        if len(self._running) >= self._desk.most:
            raise Closed(TOO_MANY, "Too many operations")
        task = asyncio.ensure_future(self._answer(name, request, visitor))
        self._running[name] = task
        task.add_done_callback(lambda ended: self._forget(name, ended))

    async def complete(self, name: str) -> None:
        """The client wants no more of it."""
        task = self._running.get(name)
        if task is not None:
            task.cancel()
            # It counts until it has let go of what it holds: its name is free only then.
            await asyncio.wait([task])

    async def finish(self) -> None:
        """Lets what was asked be answered; a stream has no end to wait for, and is resumed elsewhere."""
        answering = [task for name, task in self._running.items() if name not in self._streaming]
        if answering:
            await asyncio.wait(answering, timeout=self._desk.seconds)

    async def end(self) -> None:
        """Ends all."""
        running = list(self._running.values())
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)

    def _forget(self, name: str, ended: asyncio.Task[None]) -> None:
        del self._running[name]
        self._streaming.discard(name)
        failure = None if ended.cancelled() else ended.exception()
        if failure is not None and not isinstance(failure, OSError):
            log.error("operation_failed", kind=type(failure).__name__)

    async def _answer(self, name: str, request: GraphQLRequest, visitor: Visitor) -> None:
        opened = await self._opened(request, visitor)
        refusal = opened if isinstance(opened, Answer) else await self._told(name, opened, visitor)
        if refusal is None:
            await self._say({"id": name, "type": "complete"})
        else:
            await self._say({"id": name, "type": "error", "payload": orjson.loads(refusal.body)["errors"]})

    async def _opened(self, request: GraphQLRequest, visitor: Visitor) -> Answer | AsyncIterator[bytes]:
        """An operation begins in its turn, as over HTTP: a query is answered in it, a stream only opened."""
        try:
            async with self._desk.room.turn(_stays):
                work = self._desk.engine.subscribe(request, visitor)
                return await in_time(work, self._desk.seconds, visitor)
        except DoorRefusal as refusal:
            extensions: dict[str, Any] = {"code": refusal.code}
            if isinstance(refusal, Overloaded):
                extensions["retryAfter"] = refusal.retry_after
            return refuse([{"message": refusal.reason, "extensions": extensions}])

    async def _told(self, name: str, results: AsyncIterator[bytes], visitor: Visitor) -> Answer | None:
        """Tells every result; what went wrong instead of the rest, if anything did."""
        self._streaming.add(name)
        head = b'{"id":' + orjson.dumps(name) + b',"type":"next","payload":'
        try:
            async for result in results:
                await self._write((head + result + b"}").decode())
        except OSError:
            # The client went away in the middle.
            raise
        except Exception:
            log.exception("stream_failed", request_id=visitor.request_id)
            extensions = {"code": Code.INTERNAL.value, "traceId": visitor.request_id}
            return refuse([{"message": "Something went wrong on our side.", "extensions": extensions}])
        finally:
            await let_go(results)
        return None

    async def _say(self, message: Message) -> None:
        await self._write(orjson.dumps(message).decode())


async def _stays() -> None:
    """Who goes away ends the operation; it need not be heard here."""
    await asyncio.get_running_loop().create_future()
