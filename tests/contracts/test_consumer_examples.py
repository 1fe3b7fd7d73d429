"""The examples of docs/integrate work as they are printed there."""

import asyncio
import contextlib
import json
import shutil
import socket
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from chassis.database.pool import open_pool
from chassis.events.access import open_to_all
from chassis.events.bells import Bells
from chassis.events.checkpoint import passing
from chassis.events.cloudevents import Registry, from_kafka
from chassis.events.contracts import Contracts
from chassis.events.event import Event
from chassis.events.feed import Feed
from chassis.events.kafka import Brokers, ensure_topics
from chassis.events.kafka.sending import send_all, started
from chassis.events.kafka.state_records import record_of
from chassis.events.log import EventLog
from chassis.events.schemas import Schemas
from chassis.events.snapshots import KeyState
from chassis.events.webhooks import Outcome, Sender, SharedSecret
from chassis.identity import Caller
from chassis.testing.postgres import NewDatabase
from contracts.catalogue import STATE, asyncapi, described, everything, published_by
from contracts.enrollment.v1 import StudentEnrolled
from full.kafka import Cluster
from full.testing import cluster_or_skip

from .conftest import HERE, Recording, node_program, packages_of_node

EXAMPLES = HERE.parents[1] / "docs/integrate/examples"
ENROLLED = next(each for each in published_by("enrollment") if each.message is StudentEnrolled)
STUDENT = "bilim.enrollment.student.v1"
LATE = "bilim.late.student.v1"
"""A topic on which no other test has left anything."""


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster_or_skip(tmp_path_factory.mktemp("kafka")) as running:
        yield running


@asynccontextmanager
async def serving(routes: list[Route]) -> AsyncIterator[str]:
    """The routes under an address of this machine."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_level="error"))
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task


@asynccontextmanager
async def example(*command: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """An example as a process."""
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=EXAMPLES)
    try:
        yield process
    finally:
        # One that has ended by itself needs no end.
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def a_line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    async with asyncio.timeout(60):
        return (await process.stdout.readline()).decode()


@pytest_asyncio.fixture(scope="module")
async def topic_with_an_event(broker: Cluster) -> AsyncIterator[Recording]:
    """A recorded event on a real topic; its schema is served for as long as anybody may read it."""
    document, page = asyncapi()
    recorded = Recording(ENROLLED)
    async with serving(Schemas(everything(), asyncapi=document, page=page).routes()) as address:
        await publish_to(broker.bootstrap, recorded, address)
        yield recorded


@pytest.mark.parametrize("program", ["python", "node"])
@pytest.mark.kafka
async def test_the_kafka_readers_need_nothing_but_the_schema_that_an_event_names(
    program: str, broker: Cluster, topic_with_an_event: Recording, tmp_path: Path
) -> None:
    recorded = topic_with_an_event
    command = [sys.executable, "kafka_reader.py"] if program == "python" else node_reader(tmp_path)
    async with example(*command, broker.bootstrap, STUDENT) as reader:
        line = await a_line(reader)

    assert line.startswith(f"{ENROLLED.name} {recorded.document['id']} ")
    assert recorded.key in line


def node_reader(folder: Path) -> list[str]:
    """The example beside the packages that it asks for."""
    program = node_program()
    packages_of_node()
    (folder / "node_modules").symlink_to(HERE / "node/node_modules")
    return [program, str(shutil.copy(EXAMPLES / "kafka_reader.mjs", folder))]


async def publish_to(bootstrap: str, recorded: Recording, address: str) -> None:
    """Put a recorded event on a real topic, its schema served at an address of this test."""
    brokers = Brokers(bootstrap, client_id="test")
    await ensure_topics(brokers, [ENROLLED.channel], replicas=1)
    headers = [
        (name, value.replace(b"https://graph.example", address.encode())) for name, value in recorded.headers
    ]
    producer = brokers.producer()
    async with started(producer):
        await send_all(producer, [from_kafka(recorded.topic, headers, recorded.value)], at=passing)


@pytest.mark.kafka
async def test_the_late_joiner_on_kafka_takes_states_and_then_what_is_newer(
    broker: Cluster, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    moved, gone = str(UUID(int=1)), str(UUID(int=2))
    document, page = asyncapi()
    async with serving(Schemas(described(), asyncapi=document, page=page).routes()) as address:
        registry = Registry(everything(), public_url=address, state=STATE.message)
        present = (enrolled(registry, moved, school=2, version=2),)
        states = [
            record_of(KeyState(LATE, key, version, 9, told), source="urn:x", registry=registry)
            for key, version, told in ((moved, 2, present), (gone, 3, ()))
        ]
        events = [
            enrolled(registry, moved, school=1, version=1),
            enrolled(registry, gone, school=1, version=3),
            enrolled(registry, moved, school=3, version=3),
        ]
        brokers = Brokers(broker.bootstrap, client_id="test")
        await ensure_topics(brokers, [replace(ENROLLED.channel, topic=LATE)], replicas=1)
        await send(broker.bootstrap, [*states, *events])
        async with example(
            sys.executable, "kafka_late_joiner.py", broker.bootstrap, LATE.removesuffix(".v1"), str(copy)
        ):
            async with asyncio.timeout(60):
                while (moved, str(UUID(int=3))) not in (pupils := select_pupils(copy)):  # noqa: ASYNC110 - as below
                    await asyncio.sleep(0.1)

    assert gone not in dict(pupils)


def enrolled(registry: Registry, student: str, *, school: int, version: int) -> Event:
    """A pupil has come to a school."""
    message = StudentEnrolled(student_id=student, school_id=str(UUID(int=school)))
    told = registry.outgoing(message)
    return Event(
        position=version,
        event_id=uuid4(),
        topic=LATE,
        key=told.key,
        version=version,
        type=told.type,
        subject=told.subject,
        source="urn:bilim:enrollment",
        dataschema=told.dataschema,
        traceparent=None,
        time=datetime.now(UTC),
        payload=told.payload,
    )


async def send(bootstrap: str, records: list[Event]) -> None:
    """Records on the topics that they name."""
    producer = Brokers(bootstrap, client_id="test").producer()
    async with started(producer):
        await send_all(producer, records, at=passing)


async def test_the_feed_reader_keeps_a_copy(
    new_database: NewDatabase, registry: Registry, tmp_path: Path
) -> None:
    database = await new_database("enrollment")
    pool = await open_pool(database.owner_url, application="test")
    recorded = Recording(ENROLLED)
    await pool.execute(
        "insert into event_log (position, event_id, topic, key, version, type, subject, dataschema, payload, "
        "created_at) values (1, $1, $2, $3, 1, $4, $3, 'https://x', $5, now())",
        UUID(recorded.document["id"]),
        recorded.topic,
        recorded.key,
        ENROLLED.name,
        recorded.value,
    )
    await pool.execute("update event_log_head set position = 1")
    copy = tmp_path / "copy.db"

    log = EventLog(pool, source="urn:bilim:enrollment")
    feed = Feed(
        log,
        bells=Bells(),
        registry=registry,
        authenticate=anybody,
        access=open_to_all([STUDENT]),
        contracts=Contracts(pool),
    )
    async with serving(feed.routes()) as address:
        async with example(sys.executable, "feed_reader.py", f"{address}/events", "token", str(copy)):
            pupils = await until_copied(copy)
        feed.close()
    await pool.close()

    assert pupils == [(recorded.key, recorded.document["data"]["schoolId"])]


async def anybody(_: Any) -> Caller:
    return cast("Caller", None)


async def until_copied(copy: Path) -> list[tuple[str, str]]:
    async with asyncio.timeout(30):
        while not (pupils := select_pupils(copy)):  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.1)
    return pupils


def select_pupils(copy: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(copy) as connection:
        try:
            return connection.execute("select student_id, school_id from pupil").fetchall()
        except sqlite3.OperationalError:
            return []


async def test_the_webhook_receiver_takes_what_we_sign_and_nothing_else() -> None:
    secret, recorded = SharedSecret.new(), Recording(ENROLLED)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    body = json.dumps(recorded.document).encode()

    async with (
        example(sys.executable, "webhook_receiver.py", str(port), str(secret)) as receiver,
        Sender(clock=time.time, allowed=lambda _: True, schemes=("http",)) as sender,
    ):
        send = partial(
            sender.send, f"http://localhost:{port}/", event_id=UUID(recorded.document["id"]), body=body
        )
        while (taken := await send(signers=[secret])).status is None:  # noqa: ASYNC110 - it is starting
            await asyncio.sleep(0.1)
        refused = await send(signers=[SharedSecret.new()])
        line = await a_line(receiver)

    assert taken == Outcome(204)
    assert refused == Outcome(400)
    assert line.startswith(f"{ENROLLED.name} {recorded.document['id']} ")
