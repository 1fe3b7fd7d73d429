"""The feed as offices read it."""

import asyncio
from uuid import uuid4

import orjson
import pytest_asyncio
from starlette.applications import Starlette
from starlette.types import Scope

from chassis.database.pool import open_connection
from chassis.events import EventLog, Feed
from chassis.events.access import open_to_all
from chassis.events.contracts import Contracts, Sight
from chassis.events.sequencer import move_batch
from chassis.identity import Caller, Forbidden, InvalidToken
from chassis.identity.viewer import ANONYMOUS
from chassis.testing.asgi import get
from chassis.testing.counting import Counting

TOPIC = "bilim.test.counter.v1"


async def _authenticate(scope: Scope) -> Caller:
    match dict(scope["headers"]).get(b"authorization"):
        case b"Bearer forged":
            raise InvalidToken("the signature does not match")
        case _:
            return Caller(ANONYMOUS)


@pytest_asyncio.fixture
async def feed(counting: Counting) -> Starlette:
    """A feed of three events."""
    await counting.count(uuid4(), 3)
    await _sequence(counting)
    feed = Feed(
        EventLog(counting.pool, source="urn:bilim:test"),
        bells=counting.bells,
        registry=counting.registry,
        authenticate=_authenticate,
        access=open_to_all([TOPIC]),
        contracts=Contracts(counting.pool),
    )
    return Starlette(routes=feed.routes())


async def _sequence(counting: Counting) -> None:
    connection = await open_connection(counting.database.app_url, application="test")
    await move_batch(connection)
    await connection.close()
    counting.bells.ring_event_log()


async def test_a_page_says_where_to_go_on(feed: Starlette) -> None:
    status, body = await get(feed, "/events?since=1&limit=1")

    page = orjson.loads(body)
    assert status == 200
    assert [event["sequence"] for event in page["events"]] == ["00000000000000000002"]
    assert (page["next"], page["head"]) == (2, 3)


async def test_who_waits_is_answered_as_soon_as_something_happens(
    feed: Starlette, counting: Counting
) -> None:
    waiting = asyncio.create_task(get(feed, "/events?since=3&wait=20"))
    await asyncio.sleep(0)

    await counting.count(uuid4())
    await _sequence(counting)

    async with asyncio.timeout(10):
        _, body = await waiting
    assert len(orjson.loads(body)["events"]) == 1


async def test_a_question_that_cannot_be_understood_says_what_it_takes(feed: Starlette) -> None:
    for query, said in (
        ("since=-1", "since takes a whole number from 0"),
        ("since=1e3", "since takes a whole number"),
        ("limit=0", "limit takes a whole number from 1 to 1000"),
        ("wait=26", "wait takes a whole number from 0 to 25"),
        ("log=mine", "log takes a UUID"),
        ("since=" + "9" * 400, "since takes a whole number"),
        ("since=٣", "since takes a whole number"),
    ):
        status, body = await get(feed, f"/events?{query}")

        assert status == 400, query
        assert said in orjson.loads(body)["error"]["message"]


async def test_a_position_of_another_log_is_a_conflict(feed: Starlette) -> None:
    assert (await get(feed, "/events?since=4"))[0] == 409
    assert (await get(feed, f"/events?since=0&log={uuid4()}"))[0] == 409


async def test_what_is_gone_is_told_with_the_oldest_that_is_there(
    feed: Starlette, counting: Counting
) -> None:
    owner = await open_connection(counting.database.owner_url, application="test")
    await owner.execute("delete from event_log where position < 3")
    await owner.close()

    status, body = await get(feed, "/events?since=0")

    assert status == 410
    assert orjson.loads(body)["oldest"] == 3


async def test_a_forged_token_is_refused_and_never_taken_for_nobody(feed: Starlette) -> None:
    status, _ = await get(feed, "/events", token="forged")

    assert status == 401


async def test_who_may_read_no_topic_is_told_so(counting: Counting) -> None:
    async def nothing(_caller: Caller) -> Sight:
        raise Forbidden("events")

    feed = Feed(
        EventLog(counting.pool, source="urn:bilim:test"),
        bells=counting.bells,
        registry=counting.registry,
        authenticate=_authenticate,
        access=nothing,
        contracts=Contracts(counting.pool),
    )

    assert (await get(Starlette(routes=feed.routes()), "/events"))[0] == 403


async def test_the_stream_goes_on_after_the_last_event_that_was_heard(feed: Starlette) -> None:
    status, body = await get(feed, "/events/stream", headers=[(b"last-event-id", b"2")], until=b"data: ")

    assert status == 200
    assert b"id: 3\n" in body
    assert b"id: 2\n" not in body
