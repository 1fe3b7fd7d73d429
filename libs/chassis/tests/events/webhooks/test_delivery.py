"""What an office gets, when it gets it again, and when it gets nothing any more."""

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from google.protobuf.message import Message
from google.protobuf.wrappers_pb2 import StringValue

from chassis.database.pool import Pool, open_pool
from chassis.events.cloudevents import Registry, from_json
from chassis.events.log import EventLog
from chassis.events.webhooks import (
    Deliverer,
    Outcome,
    Sender,
    SharedSecret,
    SigningKey,
    State,
    Webhook,
    Webhooks,
)
from chassis.events.webhooks.signing import headers
from chassis.testing.postgres import NewDatabase

TOPIC = "bilim.test.thing.v1"
START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Happened:
    """The one event type of these tests."""

    name: str = "bilim.test.Happened.v1"
    topic: str = TOPIC
    key: str = "value"
    message: type[Message] = StringValue
    places: tuple[str, ...] = ()
    is_countrywide: bool = False


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def passes(self, **time: float) -> None:
        self.time += timedelta(**time)


@dataclass
class Office(Sender):
    """A receiver without a network: it answers what the test says, and keeps what it took."""

    answers: dict[str, Outcome] = field(default_factory=dict)
    otherwise: Outcome = field(default_factory=lambda: Outcome(204))
    asked: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    signed: list[dict[str, str]] = field(default_factory=list)

    async def send(self, url: str, *, event_id: UUID, body: bytes, signers: Any) -> Outcome:
        name = StringValue.FromString(from_json(body, registry()).payload).value
        self.asked.append(name)
        self.signed.append(
            headers(signers, event_id=event_id, timestamp=int(datetime.now(UTC).timestamp()), body=body)
        )
        outcome = self.answers.get(name, self.otherwise)
        if outcome.delivered:
            self.taken.append(name)
        return outcome


def registry() -> Registry:
    return Registry([Happened()], public_url="https://graph.example")


class Log:
    """Writes events straight into the log, as the sequencer would."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.head = 0

    async def has(self, *names: str) -> None:
        """Events named `key-number`, in this order."""
        for name in names:
            self.head += 1
            await self._pool.execute(
                "insert into event_log (position, event_id, topic, key, version, type, subject, dataschema, payload, "
                "created_at) values ($1, $2, $3, $4, 1, 'bilim.test.Happened.v1', $4, 'https://x', $5, now())",
                self.head,
                uuid4(),
                TOPIC,
                name.split("-")[0],
                StringValue(value=name).SerializeToString(),
            )
        await self._pool.execute("update event_log_head set position = $1", self.head)


@dataclass
class World:
    """One office, its webhook, and the service that delivers."""

    log: Log
    office: Office
    webhooks: Webhooks
    webhook: Webhook
    deliverer: Deliverer
    clock: Clock
    notices: list[str]

    async def state(self) -> list[Webhook]:
        return await self.webhooks.active()


@pytest_asyncio.fixture
async def pool(new_database: NewDatabase) -> AsyncIterator[Pool]:
    database = await new_database("inventory")
    opened = await open_pool(database.owner_url, application="test")
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def world(pool: Pool) -> World:
    notices: list[str] = []

    async def notice(_: Webhook, reason: str) -> None:
        notices.append(reason)

    webhook = Webhook(
        uuid4(), "office", "https://office.example/", (SharedSecret.new(),), (TOPIC,), position=0
    )
    webhooks, office, clock = Webhooks(pool), Office(), Clock()
    await webhooks.add(webhook)
    deliverer = Deliverer(
        webhooks,
        EventLog(pool, source="urn:bilim:test"),
        sender=office,
        registry=registry(),
        signing_key=SigningKey.new(),
        notice=notice,
        now=clock,
        chance=lambda: 0.0,
    )
    return World(Log(pool), office, webhooks, webhook, deliverer, clock, notices)


async def test_an_office_gets_what_is_new_in_order(world: World) -> None:
    await world.log.has("a-1", "b-1", "a-2")

    await world.deliverer.turn()
    await world.deliverer.turn()

    assert world.office.asked == ["a-1", "b-1", "a-2"]
    assert (await world.state())[0].position == 3


async def test_what_failed_is_tried_again_after_five_seconds_and_then_five_minutes(world: World) -> None:
    world.office.otherwise = Outcome(500)
    await world.log.has("a-1")

    tried_at = []
    for _ in range(400):
        before = len(world.office.asked)
        await world.deliverer.turn()
        if len(world.office.asked) > before:
            tried_at.append((world.clock() - START).total_seconds())
        world.clock.passes(seconds=1)

    assert tried_at == [0, 5, 305]


async def test_later_events_of_a_key_wait_for_the_one_that_failed_and_others_do_not(world: World) -> None:
    world.office.answers["a-1"] = Outcome(500)
    await world.log.has("a-1", "a-2", "b-1")
    for _ in range(3):
        await world.deliverer.turn()
    assert world.office.taken == ["b-1"]

    world.office.answers.clear()
    for _ in range(3):
        world.clock.passes(seconds=6)
        await world.deliverer.turn()

    assert world.office.taken == ["b-1", "a-1", "a-2"]


async def test_after_ten_attempts_a_delivery_is_given_up_and_its_key_goes_on(world: World) -> None:
    world.office.answers["a-1"] = Outcome(500)
    await world.log.has("a-1", "a-2")

    for number in range(40):
        await world.log.has(f"b-{number}")
        await world.deliverer.turn()
        world.clock.passes(hours=3)

    assert world.office.asked.count("a-1") == 10
    assert "a-2" in world.office.taken
    assert "a-1" not in world.office.taken


async def test_a_receiver_that_answers_410_gets_nothing_any_more_and_is_told(world: World) -> None:
    world.office.otherwise = Outcome(410)
    await world.log.has("a-1", "b-1")

    await world.deliverer.turn()
    await world.deliverer.turn()

    assert world.office.asked == ["a-1"]
    assert await world.state() == []
    assert world.notices == ["The receiver answered 410: it wants nothing any more."]


async def test_a_receiver_that_took_nothing_for_five_days_is_left_alone_and_told(world: World) -> None:
    world.office.otherwise = Outcome(None, error="No answer in time.")
    for day in range(6):
        await world.log.has(f"key{day}-1")
        await world.deliverer.turn()
        world.clock.passes(days=1)

    assert await world.state() == []
    assert world.notices == ["The receiver has taken nothing since 2026-11-22 08:00 UTC."]


async def test_one_success_in_five_days_is_enough(world: World) -> None:
    world.office.otherwise = Outcome(500)
    for day in range(12):
        world.office.answers[f"key{day}-1"] = Outcome(204 if day % 4 == 3 else 500)
        await world.log.has(f"key{day}-1")
        for _ in range(10):
            await world.deliverer.turn()
        world.clock.passes(days=1)

    assert len(await world.state()) == 1


async def test_a_paused_webhook_gets_what_it_missed_when_it_goes_on(world: World) -> None:
    await world.webhooks.set_state(world.webhook.id, State.PAUSED)
    await world.log.has("a-1")
    await world.deliverer.turn()
    assert world.office.asked == []

    await world.webhooks.set_state(world.webhook.id, State.ACTIVE)
    await world.deliverer.turn()

    assert world.office.taken == ["a-1"]


async def test_everything_after_a_position_is_sent_again_on_request(world: World) -> None:
    await world.log.has("a-1", "b-1", "c-1")
    await world.deliverer.turn()

    await world.webhooks.replay(world.webhook.id, after=1)
    await world.deliverer.turn()

    assert world.office.taken == ["a-1", "b-1", "c-1", "b-1", "c-1"]


async def test_a_delivery_that_is_repeated_bears_the_same_id(world: World) -> None:
    await world.log.has("a-1")
    await world.deliverer.turn()
    await world.webhooks.replay(world.webhook.id, after=0)
    await world.deliverer.turn()

    first, second = (signed["webhook-id"] for signed in world.office.signed)
    assert first == second


async def test_a_rotated_secret_and_the_one_before_it_both_sign(world: World) -> None:
    new = SharedSecret.new()
    await world.webhooks.rotate(world.webhook.id, new)
    await world.log.has("a-1")

    await world.deliverer.turn()

    kinds = [each.split(",")[0] for each in world.office.signed[0]["webhook-signature"].split()]
    assert kinds == ["v1", "v1", "v1a"]
    assert (await world.state())[0].secrets == (new, *world.webhook.secrets)


async def test_a_dead_receiver_owes_a_hundred_and_the_rest_stays_in_the_log(world: World) -> None:
    world.office.otherwise = Outcome(503)
    await world.log.has(*(f"key{number}-1" for number in range(130)))

    for _ in range(140):
        await world.deliverer.turn()

    assert len(world.office.asked) == 100
    assert (await world.state())[0].position == 100


async def test_the_office_can_see_every_attempt(world: World) -> None:
    world.office.otherwise = Outcome(503)
    await world.log.has("a-1")
    await world.deliverer.turn()
    world.clock.passes(seconds=5)
    world.office.otherwise = Outcome(204)
    await world.deliverer.turn()

    attempts = await world.webhooks.attempts(world.webhook.id)

    assert [(row["attempt"], row["outcome"], row["delivered"]) for row in attempts] == [
        (2, "HTTP 204", True),
        (1, "HTTP 503", False),
    ]


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_fails_each_key_arrives_complete_and_in_order(seed: int, world: World) -> None:
    chance = random.Random(seed)
    names = [f"{key}-{number}" for number in range(4) for key in "abc"]
    await world.log.has(*names)

    while len(world.office.taken) < len(names):
        world.office.answers = {name: Outcome(500) for name in names if chance.random() < 0.3}
        await world.deliverer.turn()
        world.clock.passes(minutes=6)

    for key in "abc":
        assert [name for name in world.office.taken if name[0] == key] == [
            f"{key}-{number}" for number in range(4)
        ]
