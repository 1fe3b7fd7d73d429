"""Comes late on Kafka and knows everything: first the topic of states, then the events that are newer.

    pip install aiokafka protobuf
    python kafka_late_joiner.py localhost:9092 bilim.enrollment.student copy.db

With a token in TOKEN it logs in (SASL, OAUTHBEARER); a program that runs for longer than a token fetches a new one
in `Token.token`.
"""

import asyncio
import os
import sqlite3
import sys
import urllib.request
from functools import cache

from aiokafka import AIOKafkaConsumer, ConsumerRecord
from aiokafka.abc import AbstractTokenProvider
from google.protobuf.descriptor_pb2 import FileDescriptorSet
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass

TABLES = """
create table if not exists place (number integer primary key, next integer not null);
create table if not exists known (key text primary key, version integer not null);
create table if not exists pupil (student_id text primary key, school_id text not null);
"""


class Token(AbstractTokenProvider):
    async def token(self) -> str:
        return os.environ["TOKEN"]


def login() -> dict:
    """How one says who one is; TLS (SASL_SSL) everywhere but on one's own machine."""
    if "TOKEN" not in os.environ:
        return {}
    protocol = os.environ.get("KAFKA_SECURITY", "SASL_SSL")
    return {
        "security_protocol": protocol,
        "sasl_mechanism": "OAUTHBEARER",
        "sasl_oauth_token_provider": Token(),
    }


@cache
def message_class(dataschema: str) -> type:
    """The message that a schema describes; fetched once for each."""
    with urllib.request.urlopen(dataschema, timeout=10) as answer:
        files = FileDescriptorSet.FromString(answer.read()).file
    pool = DescriptorPool()
    for file in files:
        pool.Add(file)
    name = dataschema.split("/")[-2].split(".")[-1]
    return GetMessageClass(pool.FindMessageTypeByName(f"{files[-1].package}.{name}"))


def apply(kind: str, dataschema: str, data: bytes, copy: sqlite3.Connection) -> None:
    """Does what an event, or an event of a state, means."""
    message = message_class(dataschema).FromString(data)
    match kind.split(".")[2]:
        case "StudentEnrolled":
            copy.execute(
                "insert or replace into pupil values (?, ?)", (message.student_id, message.school_id)
            )
        case "StudentTransferred":
            copy.execute(
                "insert or replace into pupil values (?, ?)", (message.student_id, message.to_school_id)
            )
        case "StudentLeft":
            copy.execute("delete from pupil where student_id = ?", (message.student_id,))


def take_state(record: ConsumerRecord, copy: sqlite3.Connection) -> None:
    """What is known of a key is replaced; a record without a value says that there is no more to know."""
    event, key = headers(record), record.key.decode()
    copy.execute("delete from pupil where student_id = ?", (key,))
    copy.execute("insert or replace into known values (?, ?)", (key, int(event["aggregateversion"])))
    if record.value is not None:
        for told in message_class(event["dataschema"]).FromString(record.value).events:
            apply(told.type, told.dataschema, told.data, copy)


def take_event(record: ConsumerRecord, copy: sqlite3.Connection) -> None:
    """Applies an event that is newer than what is known of its key, and remembers where to go on."""
    event, key = headers(record), record.key.decode()
    known = copy.execute("select version from known where key = ?", (key,)).fetchone()
    if known is None or int(event["aggregateversion"]) > known[0]:
        apply(event["type"], event["dataschema"], record.value, copy)
        copy.execute("insert or replace into known values (?, ?)", (key, int(event["aggregateversion"])))
    copy.execute("insert or replace into place values (?, ?)", (record.partition, record.offset + 1))


def headers(record: ConsumerRecord) -> dict:
    return {name.removeprefix("ce_"): value.decode() for name, value in record.headers}


def reader(bootstrap: str, topic: str) -> AIOKafkaConsumer:
    """Belongs to no group: it reads all partitions, and keeps its places itself."""
    return AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        **login(),
    )


async def read_states(consumer: AIOKafkaConsumer, copy: sqlite3.Connection) -> None:
    """To where the topic ends now; what is written meanwhile comes by events."""
    ends = await consumer.end_offsets(consumer.assignment())
    with copy:
        while behind := [part for part, end in ends.items() if await consumer.position(part) < end]:
            for records in (await consumer.getmany(*behind, timeout_ms=1000)).values():
                for record in records:
                    take_state(record, copy)


async def follow(consumer: AIOKafkaConsumer, copy: sqlite3.Connection) -> None:
    """From the oldest event that is kept, or from where it stopped, for ever."""
    places = dict(copy.execute("select number, next from place"))
    for part in consumer.assignment():
        if part.partition in places:
            consumer.seek(part, places[part.partition])
    while True:
        for records in (await consumer.getmany(timeout_ms=1000)).values():
            with copy:
                for record in records:
                    take_event(record, copy)


async def main(bootstrap: str, aggregate: str, file: str) -> None:
    copy = sqlite3.connect(file)
    copy.executescript(TABLES)
    if not copy.execute("select count(*) from place").fetchone()[0]:
        async with reader(bootstrap, f"{aggregate}.snapshot.v1") as states:
            await read_states(states, copy)
    async with reader(bootstrap, f"{aggregate}.v1") as events:
        await follow(events, copy)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
