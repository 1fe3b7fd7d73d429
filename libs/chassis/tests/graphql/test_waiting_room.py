"""A short line before the work: served in order, told to come again where it would be long, left by who has gone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from chassis.graphql import Answer, GraphQLRequest
from chassis.graphql.waiting_room import Overloaded, WaitingRoom

from .conftest import Door, EchoEngine


async def stays() -> Any:
    """A client that waits for its answer."""
    await asyncio.Event().wait()


async def goes() -> Any:
    """A client that has hung up."""
    return {"type": "http.disconnect"}


class Rush:
    """People before a room, each at work until told to end."""

    def __init__(self, room: WaitingRoom) -> None:
        self.room = room
        self.served: list[str] = []
        self._ends: dict[str, asyncio.Event] = {}

    @asynccontextmanager
    async def somebody(self, name: str, receive: Any = stays) -> AsyncIterator["asyncio.Task[None]"]:
        self._ends[name] = asyncio.Event()
        task = asyncio.create_task(self._come(name, receive))
        await self.settle()
        yield task
        self.end(name)
        await asyncio.gather(task, return_exceptions=True)

    def end(self, name: str) -> None:
        self._ends[name].set()

    async def settle(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)

    async def _come(self, name: str, receive: Any) -> None:
        async with self.room.turn(receive):
            self.served.append(name)
            await self._ends[name].wait()


async def test_who_waits_is_served_in_the_order_of_coming() -> None:
    rush = Rush(WaitingRoom(1, longest_seconds=60))

    async with rush.somebody("first"), rush.somebody("second"), rush.somebody("third"):
        for name in ("first", "second"):
            rush.end(name)
            await rush.settle()

        assert rush.served == ["first", "second", "third"]


async def test_nobody_waits_longer_than_the_longest_and_nothing_is_done_for_who_did() -> None:
    rush = Rush(WaitingRoom(1, longest_seconds=0.01))

    async with rush.somebody("first"), rush.somebody("second") as second:
        with pytest.raises(Overloaded):
            await second

        assert rush.served == ["first"]


async def test_who_would_wait_too_long_does_not_begin_to_wait_and_is_told_when_to_come_again() -> None:
    room, listened_to = WaitingRoom(1, longest_seconds=0.001), []
    async with room.turn(stays):
        await asyncio.sleep(0.1)

    async def client() -> Any:
        listened_to.append("client")

    async with room.turn(stays):
        with pytest.raises(Overloaded) as told:
            await room.turn(client).__aenter__()

    assert (told.value.headers, listened_to) == (((b"retry-after", b"1"),), [])


async def test_nothing_is_done_for_who_has_gone_and_the_turn_is_the_next_ones() -> None:
    rush = Rush(WaitingRoom(1, longest_seconds=60))

    async with rush.somebody("first"), rush.somebody("gone", goes), rush.somebody("second"):
        rush.end("first")
        await rush.settle()

        assert rush.served == ["first", "second"]


async def test_a_turn_that_came_as_its_owner_was_cancelled_is_the_next_ones() -> None:
    rush = Rush(WaitingRoom(1, longest_seconds=60))

    async with rush.somebody("first"), rush.somebody("second") as second, rush.somebody("third"):
        rush.end("first")
        second.cancel()
        await rush.settle()

        assert rush.served[-1] == "third"


class Busy:
    """An engine that answers when it is let."""

    def __init__(self) -> None:
        self.asked: list[str | None] = []
        self.may_answer = asyncio.Event()

    async def execute(self, request: GraphQLRequest, caller: str) -> Answer:
        self.asked.append(request.query)
        await self.may_answer.wait()
        return Answer(b"{}", executed=True)


async def test_the_door_tells_who_is_too_many_to_come_again_and_asks_the_engine_nothing() -> None:
    engine = Busy()
    door = Door(engine=engine, room=WaitingRoom(1, longest_seconds=0))
    first = asyncio.create_task(door.post({"query": "{ first }"}))
    await asyncio.sleep(0)

    second = await door.post({"query": "{ second }"})
    engine.may_answer.set()

    assert (second.status, second.code, second.headers["retry-after"]) == (503, "OVERLOADED", "1")
    assert ((await first).status, engine.asked) == (200, ["{ first }"])


class Streaming(EchoEngine):
    """Answers what is asked for as a stream, too."""

    async def subscribe(self, request: GraphQLRequest, caller: str) -> Answer:
        return await self.execute(request, caller)


async def test_a_query_asked_for_as_a_stream_is_no_way_around_the_line() -> None:
    room = WaitingRoom(1, longest_seconds=0)
    door = Door(engine=Streaming(), room=room)

    async with room.turn(stays):
        refused = await door.post({"query": "{ a }"}, accept="text/event-stream")
    free = await door.post({"query": "{ a }"}, accept="text/event-stream")

    assert (refused.status, refused.code) == (503, "OVERLOADED")
    assert free.json["data"]["query"] == "{ a }"
