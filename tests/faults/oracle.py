"""Compares the ledger with what became of it, and says which invariants hold."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from setting import POISON, TOPIC

_OUT_OF_ORDER_IN_LOG = """
select count(*) from (
    select version, row_number() over (partition by topic, key order by position) as place from event_log
) as counted where version <> place
"""
_OUT_OF_ORDER_IN_EFFECTS = """
select count(*) from (
    select number, row_number() over (partition by key order by n) as place from effect
) as counted where number <> place
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: for each invariant how often it was broken, and the figures of the run."""

    broken: dict[str, int]
    events: int
    recoveries: list[float | None] = field(default_factory=list)
    """For each fault, in their order: until work done after it had its effect at the reader."""
    deliveries: list[float | None] = field(default_factory=list)
    """The same until the webhook's receiver had it."""
    duplicates: float = 0.0
    """The share of records on the raw topic that lay there already."""
    repeated: float = 0.0
    """The share of deliveries that the receiver had already."""

    @property
    def holds(self) -> bool:
        """Whether every invariant held."""
        return not any(self.broken.values())


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader of the feed got, in its order."""

    positions: Sequence[int]
    ids: Sequence[UUID]


Raw = dict[str, list[int]]
"""The versions of each key as they lie on the topic."""

MOST_DUPLICATES = 0.01
"""Sleepers who wake explain a few re-sends; more is somebody who sends what another has sent."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the events, on each way."""

    feed: Seen
    has_webhook: bool
    kafka: "OnKafka | None"


@dataclass(frozen=True, slots=True)
class OnKafka:
    """What lies on the topic of events, and what is left of the compacted one."""

    raw: Raw
    states: set[tuple[str, int]]


async def judge(owner: Any, reader: Any, *, told: Told, faults: Sequence[datetime]) -> Verdict:
    """Look at both databases, at what the feed and the webhook gave and at what lies on Kafka."""
    seen, kafka = told.feed, told.kafka
    ledger = {row["event_id"]: row for row in await owner.fetch("select * from ledger")}
    inbox = {row["event_id"] for row in await reader.fetch("select event_id from inbox")}
    effects = await reader.fetch("select * from effect order by n")
    parked = await reader.fetch(
        "select key, (event->>'id')::uuid as event_id from parked where resolved_at is null"
    )
    logged = {
        row["event_id"] for row in await owner.fetch("select event_id from event_log where topic = $1", TOPIC)
    }
    poisoned = {row["key"] for row in ledger.values() if row["key"] == POISON}
    broken = {
        "I1 lost": len(ledger.keys() - inbox - {row["event_id"] for row in parked}),
        "I2 made up": len(inbox - ledger.keys()),
        "I3 more than once": sum(count - 1 for count in Counter(row["event_id"] for row in effects).values()),
        "I4 out of order in the log": await owner.fetchval(_OUT_OF_ORDER_IN_LOG),
        "I4 out of order in effects": await reader.fetchval(_OUT_OF_ORDER_IN_EFFECTS),
        "I5 other state": len(await _states(owner, "account") ^ await _states(reader, "state")),
        "I7 feed not growing": sum(a >= b for a, b in pairwise(seen.positions)),
        "I7 feed differs": len(set(seen.ids) ^ logged),
        "I8 wrongly parked": len({row["key"] for row in parked} ^ poisoned),
    }
    received = await reader.fetch("select * from received order by n")
    if told.has_webhook:
        broken["I7 webhook differs from the feed"] = len(
            {row["event_id"] for row in received} ^ set(seen.ids)
        )
        broken["I7 webhook not growing"] = _steps_back(received)
    duplicates = 0.0
    if kafka is not None:
        duplicates = _duplicates(kafka.raw)
        broken["I5 other state on the compacted topic"] = len(await _numbers(owner, "account") ^ kafka.states)
        broken["I6 not a contiguous re-send"] = sum(_jumps(versions) for versions in kafka.raw.values())
        broken["I6 more than re-sends"] = int(duplicates > MOST_DUPLICATES)
    return Verdict(
        broken,
        len(ledger),
        _recoveries(ledger, effects, faults),
        _recoveries(ledger, received, faults),
        duplicates,
        _repeated(received),
    )


def _steps_back(received: Sequence[Any]) -> int:
    """How often a key's events came first in another order than that of the log: what is repeated does not count."""
    firsts: dict[UUID, Any] = {}
    for row in received:
        firsts.setdefault(row["event_id"], row)
    keys: dict[str, list[int]] = defaultdict(list)
    for row in firsts.values():
        keys[row["key"]].append(row["position"])
    return sum(a >= b for positions in keys.values() for a, b in pairwise(positions))


def _repeated(received: Sequence[Any]) -> float:
    return 1 - len({row["event_id"] for row in received}) / len(received) if received else 0.0


def _jumps(versions: Sequence[int]) -> int:
    """How often a key went anywhere but one on, or back to begin again."""
    highest = jumps = before = 0
    for version in versions:
        jumps += version != before + 1 and version > highest
        highest, before = max(highest, version), version
    return jumps


def _duplicates(raw: Raw) -> float:
    """The share of records that were there already."""
    total = sum(len(versions) for versions in raw.values())
    return 1 - sum(len(set(versions)) for versions in raw.values()) / total if total else 0.0


async def _numbers(connection: Any, table: str) -> set[tuple[str, int]]:
    return {(row["key"], row["number"]) for row in await connection.fetch(f"select key, number from {table}")}


async def _states(connection: Any, table: str) -> set[tuple[str, int]]:
    return {(key, number) for key, number in await _numbers(connection, table) if key != POISON}


def _recoveries(
    ledger: dict[UUID, Any], arrived: Sequence[Any], faults: Sequence[datetime]
) -> list[float | None]:
    """For each end of a fault: how long until work done after it had arrived."""
    applied = [(ledger[row["event_id"]]["at"], row["at"]) for row in arrived if row["event_id"] in ledger]
    firsts = [min((done for at, done in applied if at >= fault), default=None) for fault in faults]
    return [done and (done - fault).total_seconds() for fault, done in zip(faults, firsts, strict=True)]
