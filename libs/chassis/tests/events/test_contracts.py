"""An integrator sees what its contract says, as long as it holds, and every read is kept."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
import pytest_asyncio
from google.protobuf.api_pb2 import Mixin
from starlette.applications import Starlette
from starlette.types import Scope

from chassis.database.pool import open_connection
from chassis.events import EventLog, Feed
from chassis.events.access import EventAccess
from chassis.events.cloudevents import to_json
from chassis.events.contracts import Channel, Contract, Contracts, NoContract, Sight
from chassis.events.event import Event
from chassis.events.log import Page
from chassis.events.registry import Registry
from chassis.events.sequencer import move_batch
from chassis.identity import Caller, Grant, Viewer
from chassis.testing.asgi import get
from chassis.testing.counting import CountedType, Counting
from chassis.work.outgoing import Outgoing, write_outbox

TOPIC, OTHER_TOPIC = "bilim.test.counter.v1", "bilim.test.other.v1"
HERE, ELSEWHERE = UUID(int=1), UUID(int=2)
ADD = """
insert into integrator_contract (id, client, topics, places, purpose, valid_from, valid_until, ended_at, version)
values ($1, 'office', $2, $3, 'STATISTICS', $4, $5, $6, 1)
"""
NOW = datetime.now(UTC)
DAY = timedelta(days=1)


async def agree(
    counting: Counting,
    *,
    topics: Mapping[str, list[str] | None] | None = None,
    places: list[UUID] | None = None,
    starts: datetime = NOW - DAY,
    ends: datetime = NOW + DAY,
    ended_at: datetime | None = None,
) -> UUID:
    contract = uuid4()
    agreed = {TOPIC: None} if topics is None else topics
    await counting.pool.execute(ADD, contract, agreed, places, starts, ends, ended_at)
    return contract


def integrator(*contracts: UUID) -> Caller:
    grants = tuple(_grant(f"integrator@contract:{contract}") for contract in contracts)
    return Caller(Viewer("somebody", "office", grants))


def event(*, places: frozenset[UUID] | None = frozenset({HERE}), topic: str = TOPIC) -> Event:
    return Event(
        position=1,
        event_id=uuid4(),
        topic=topic,
        key="k",
        version=1,
        type="bilim.test.Mixed.v1",
        subject="k",
        source="urn:bilim:test",
        dataschema="http://bilim.test/x",
        traceparent=None,
        time=NOW,
        payload=Mixin(name="a mixin", root="a root").SerializeToString(),
        places=places,
    )


@pytest.fixture
def mixtures() -> Registry:
    """One kind of event, with two fields."""
    mixed = replace(CountedType(), name="bilim.test.Mixed.v1", key="name", message=Mixin)
    return Registry([mixed], public_url="http://bilim.test")


def contract(fields: frozenset[str] | None = None, *places: UUID) -> Contract:
    return Contract({TOPIC: fields}, frozenset(places) or None, id=uuid4(), client="office")


def test_an_event_elsewhere_on_another_topic_or_of_no_known_place_is_not_seen(mixtures: Registry) -> None:
    sight = Sight((contract(None, HERE),))

    assert sight.shown(event(), mixtures)
    assert sight.shown(event(places=frozenset({HERE, ELSEWHERE})), mixtures)
    assert sight.shown(event(places=None), mixtures), "what happens to the whole country happens here too"
    assert sight.shown(event(places=frozenset({ELSEWHERE})), mixtures) is None
    assert sight.shown(event(places=frozenset()), mixtures) is None
    assert sight.shown(event(topic="bilim.test.other.v1"), mixtures) is None


def test_a_field_that_the_contract_does_not_name_is_in_no_form_of_the_event(mixtures: Registry) -> None:
    sight = Sight((contract(frozenset({"name"})),))

    shown = sight.shown(event(), mixtures)

    assert shown is not None
    assert orjson.loads(to_json(shown, mixtures))["data"] == {"name": "a mixin"}
    assert Mixin.FromString(shown.payload) == Mixin(name="a mixin")
    assert shown.shown_fields == frozenset({"name"})


def test_two_contracts_show_what_either_shows(mixtures: Registry) -> None:
    sight = Sight((contract(frozenset({"name"}), HERE), contract(frozenset({"root"}), ELSEWHERE)))

    here = sight.shown(event(), mixtures)
    both = sight.shown(event(places=frozenset({HERE, ELSEWHERE})), mixtures)

    assert here is not None
    assert here.shown_fields == frozenset({"name"})
    assert both is not None
    assert both.shown_fields == frozenset({"name", "root"})
    assert sight.places == frozenset({HERE, ELSEWHERE})


def test_a_broker_opens_only_what_it_need_not_cut() -> None:
    assert contract().kafka_topics() == [TOPIC]
    assert contract(frozenset({"name"})).kafka_topics() == []
    assert contract(None, HERE).kafka_topics() == []


async def test_a_contract_opens_nothing_before_its_time_after_it_or_once_it_is_ended(
    counting: Counting,
) -> None:
    contracts = Contracts(counting.pool)
    future = await agree(counting, starts=NOW + DAY, ends=NOW + 2 * DAY)
    past = await agree(counting, starts=NOW - 2 * DAY, ends=NOW - DAY)
    ended = await agree(counting, ended_at=NOW)

    for without in ([future], [past], [ended], [future, past, ended], [uuid4()], []):
        with pytest.raises(NoContract):
            await contracts.sight_of(without)

    valid = await agree(counting, places=[HERE])
    assert [each.id for each in await contracts.in_force([valid, past])] == [valid]
    assert [each.id for each in await contracts.all_in_force()] == [valid]


class Forgetful(EventLog):
    """A log whose statement has lost its predicates."""

    async def read(self, after: int, **asked: Any) -> Page:
        """Everything, whoever asks."""
        return await super().read(after, **{**asked, "topics": [TOPIC, OTHER_TOPIC], "places": None})


@pytest_asyncio.fixture
async def told(counting: Counting) -> None:
    """Two events here, one elsewhere and one of the whole country."""
    connection = await open_connection(counting.database.app_url, application="test")
    for places in ((HERE,), (ELSEWHERE,), (HERE,), None):
        key = str(uuid4())
        told = Outgoing(TOPIC, key, CountedType().name, key, "http://bilim.test/x", b"", places=places)
        await write_outbox(connection, [told], traceparent=None)
    await move_batch(connection)
    await connection.close()


@pytest.fixture
def feed(counting: Counting, told: None) -> Starlette:
    return served(counting, EventLog(counting.pool, source="urn:bilim:test"))


def served(counting: Counting, log: EventLog) -> Starlette:
    """The feed over a log; the bearer is the contract's id."""

    async def authenticate(scope: Scope) -> Caller:
        bearer = dict(scope["headers"])[b"authorization"].decode().removeprefix("Bearer ")
        return integrator(UUID(bearer))

    contracts = Contracts(counting.pool)
    feed = Feed(
        log,
        bells=counting.bells,
        registry=counting.registry,
        authenticate=authenticate,
        access=EventAccess([CountedType()], contracts),
        contracts=contracts,
    )
    return Starlette(routes=feed.routes())


@pytest.mark.usefixtures("told")
async def test_what_a_statement_forgot_to_leave_out_is_left_out_when_it_is_told(counting: Counting) -> None:
    feed = served(counting, Forgetful(counting.pool, source="urn:bilim:test"))
    here = await agree(counting, places=[HERE])
    other = await agree(counting, topics={OTHER_TOPIC: None})

    _, of_here = await get(feed, "/events?since=0", token=str(here))
    _, of_other = await get(feed, "/events?since=0", token=str(other))

    assert [int(event["sequence"]) for event in orjson.loads(of_here)["events"]] == [1, 3, 4]
    assert orjson.loads(of_other)["events"] == []


async def test_the_feed_shows_the_place_of_the_contract_alone_and_keeps_that_it_did(
    feed: Starlette, counting: Counting
) -> None:
    agreed = await agree(counting, places=[HERE])

    status, body = await get(feed, "/events?since=0", token=str(agreed))

    page = orjson.loads(body)
    assert status == 200
    assert [int(event["sequence"]) for event in page["events"]] == [1, 3, 4]
    assert page["next"] == 4
    (kept,) = await counting.pool.fetch("select * from event_read")
    assert (kept["contract_id"], kept["client"], kept["channel"]) == (agreed, "office", Channel.FEED)
    assert (kept["topics"], kept["from_position"], kept["to_position"], kept["count"]) == ([TOPIC], 1, 4, 3)


async def test_the_stream_shows_the_same(feed: Starlette, counting: Counting) -> None:
    agreed = await agree(counting, places=[ELSEWHERE])

    status, body = await get(feed, "/events/stream?since=0", token=str(agreed), until=b"id: 4\n")

    assert status == 200
    assert b"id: 2\n" in body
    assert b"id: 1\n" not in body
    assert b"id: 3\n" not in body


async def test_a_stream_ends_with_its_contract(feed: Starlette, counting: Counting) -> None:
    agreed = await agree(counting, places=[HERE])
    listening = asyncio.create_task(get(feed, "/events/stream?since=0", token=str(agreed)))
    rings = counting.bells.event_log.rings
    while await counting.pool.fetchval("select count(*) from event_read") == 0:
        await counting.bells.event_log.wait(since=rings, seconds=0.01)

    await counting.pool.execute("update integrator_contract set ended_at = now()")
    counting.bells.ring_event_log()

    async with asyncio.timeout(10):
        status, body = await listening
    assert status == 200
    assert b"id: 1\n" in body


async def test_without_a_contract_nothing_is_seen_and_the_answer_says_so(
    feed: Starlette, counting: Counting
) -> None:
    ended = await agree(counting, ended_at=NOW)

    for address in ("/events", "/events/stream"):
        status, body = await get(feed, address, token=str(ended))

        assert status == 403
        assert orjson.loads(body)["error"] == {
            "code": "FORBIDDEN",
            "message": "No contract of this caller is in force.",
        }
    assert await counting.pool.fetchval("select count(*) from event_read") == 0


async def test_who_reads_without_a_contract_is_not_in_the_log(counting: Counting) -> None:
    contracts = Contracts(counting.pool)
    ministry = Caller(Viewer("minister", "console", (_grant("ministry@country:*"),)))
    sight = await EventAccess([CountedType()], contracts)(ministry)

    await contracts.record(sight, channel=Channel.FEED, events=[event()])

    assert await counting.pool.fetchval("select count(*) from event_read") == 0


async def test_an_office_sees_what_happens_in_its_district(counting: Counting, mixtures: Registry) -> None:
    office = Caller(Viewer("office", "console", (_grant(f"district@district:{HERE}"),)))

    sight = await EventAccess([CountedType()], Contracts(counting.pool))(office)

    assert sight.shown(event(), mixtures)
    assert sight.shown(event(places=frozenset({ELSEWHERE})), mixtures) is None


async def test_everybody_sees_open_data_and_no_other_topic(counting: Counting) -> None:
    closed = replace(
        CountedType(), name="bilim.test.Closed.v1", topic="bilim.test.closed.v1", is_open_data=False
    )
    access = EventAccess([CountedType(), closed], Contracts(counting.pool))

    assert (await access(Caller(Viewer()))).topics == [TOPIC]


def _grant(text: str) -> Grant:
    grant = Grant.parse(text)
    assert grant
    return grant
