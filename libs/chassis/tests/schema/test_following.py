"""Who may follow, how many streams one account may hold, and that a refusal leaves nothing open."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import orjson
import pytest
import pytest_asyncio
from graphql import GraphQLError

from chassis.database.pool import open_connection
from chassis.events.sequencer import move_batch
from chassis.events.watchers import watched
from chassis.identity import Caller, Forbidden, OutOfScope, Unauthenticated, Viewer
from chassis.identity.grants import Grant, Kind
from chassis.identity.policy import COUNTRY, Policy, may, resource
from chassis.schema.following import MOST_STREAMS, Fetch, Following, Means, Record, Seen
from chassis.testing.counting import Counting

POLICY = Policy("chassis", resource("Counter", "It counts.", count_changed=may(ministry=COUNTRY)))
COUNTER = uuid4()


@dataclass
class Answered:
    """What a query is answered."""

    body: bytes
    about: frozenset[str] = frozenset()


class Reader:
    """Shows one record or none, as a service's plans would."""

    def __init__(self, shown: bool = True) -> None:
        self.shown = shown

    async def execute(
        self, query: str, variables: dict[str, Any] | None = None, *, caller: Caller, only_queries: bool
    ) -> Answered:
        """The record's id, or nothing."""
        return Answered(orjson.dumps({"data": {"counter": {"id": "1"} if self.shown else None}}))


@dataclass
class World:
    """Something that counts, and who follows it."""

    counting: Counting
    means: Means
    reader: Reader
    count: int = 0
    most: int = 1_000

    def follow(self, role: str | None = "ministry", *, after: str | None = None) -> Any:
        """The stream of somebody."""
        grants = (Grant(role, Kind.COUNTRY, "*"),) if role else ()
        caller = Caller(Viewer("somebody" if role else None, grants=grants))
        record = Record(str(COUNTER), "query", {})
        return Following(caller, self.means, self.reader).follow(
            "countChanged", record, self.look, after=after
        )

    async def look(self, _fetch: Fetch, told: Any) -> Seen[tuple[int, str]]:
        """News is a count that was not told; at the most it is over."""
        now = self.count
        news = None if told == now else lambda cursor: (now, cursor)
        return Seen(frozenset(), now, news, is_last=now >= self.most)

    async def counts(self, *, silently: bool = False) -> None:
        """Counts one; or something happens that changes no count."""
        self.count += not silently
        await self.counting.count(COUNTER)
        connection = await open_connection(self.counting.database.app_url, application="test")
        await move_batch(connection)
        await connection.close()
        self.counting.bells.ring_event_log()


@pytest_asyncio.fixture
async def world(counting: Counting) -> AsyncIterator[World]:
    """A counter that has counted nothing."""
    async with watched(counting.pool, counting.bells) as watchers:
        yield World(counting, Means.of(counting.pool, watchers, POLICY, "secret"), Reader())


async def test_what_is_told_is_the_state_and_then_each_change_of_it(world: World) -> None:
    stream = world.follow()

    first = await anext(stream)
    await world.counts(silently=True)
    await world.counts()
    second = await anext(stream)
    await stream.aclose()

    assert (first[0], second[0]) == (0, 1)


async def test_who_goes_on_after_a_cursor_is_told_what_changed_and_else_nothing(world: World) -> None:
    stream = world.follow()
    _, cursor = await anext(stream)
    await stream.aclose()
    await world.counts()

    resumed = world.follow(after=cursor)
    told, later = await anext(resumed)
    await resumed.aclose()
    again = world.follow(after=later)
    await world.counts()

    assert told == 1
    assert (await anext(again))[0] == 2
    await again.aclose()


async def test_after_what_is_last_the_stream_ends_by_itself(world: World) -> None:
    world.most = 1
    stream = world.follow()
    first, _ = await anext(stream)
    await world.counts()
    told = [each async for each in stream]

    assert (first, [count for count, _ in told]) == (0, [1])
    assert [each async for each in world.follow(after=told[0][1])] == []
    assert not world.means.streams


@pytest.mark.parametrize(("role", "refusal"), [("teacher", Forbidden), (None, Unauthenticated)])
async def test_a_role_without_a_row_is_turned_away_before_anything_is_looked_up(
    world: World, role: str | None, refusal: type[Exception]
) -> None:
    world.reader.shown = False

    with pytest.raises(refusal):
        await anext(world.follow(role))


async def test_what_may_not_be_read_may_not_be_followed(world: World) -> None:
    world.reader.shown = False

    with pytest.raises(OutOfScope):
        await anext(world.follow())
    assert not world.means.streams


async def test_who_may_no_longer_read_hears_no_more(world: World) -> None:
    stream = world.follow()
    await anext(stream)

    world.reader.shown = False
    await world.counts()

    with pytest.raises(OutOfScope):
        await anext(stream)


async def test_one_account_does_not_take_every_place(world: World) -> None:
    world.means.streams["somebody"] = MOST_STREAMS - 1
    last = world.follow()
    await anext(last)

    with pytest.raises(GraphQLError) as refused:
        await anext(world.follow())
    await last.aclose()

    assert (refused.value.extensions or {})["code"] == "LIMIT_EXCEEDED"
    assert world.means.streams["somebody"] == MOST_STREAMS - 1


async def test_a_service_that_stops_ends_its_streams(world: World) -> None:
    stream = world.follow()
    await anext(stream)

    world.means.watchers.close()

    assert [told async for told in stream] == []
    assert not world.means.streams
