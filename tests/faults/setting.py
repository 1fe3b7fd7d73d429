"""What all parts of the fault test share: tables, the one event, and where things are."""

from dataclasses import dataclass
from uuid import UUID

from google.protobuf.message import Message
from google.protobuf.wrappers_pb2 import Int64Value, StringValue

from chassis.events.cloudevents import Registry
from chassis.events.snapshots import Snapshot
from contracts.events.v1 import State

TOPIC = "bilim.faults.account.v1"
TYPE = "bilim.faults.Counted.v1"
OWNER = "faults"
PARTITIONS = 6
KEYS = tuple(str(UUID(int=number)) for number in range(24))
POISON = str(UUID(int=0xDEAD))
STATES = "bilim.faults.account.snapshot.v1"
STATE_TYPE = "bilim.faults.Account.v1"

OWNER_TABLES = """
create table account (key text primary key, number bigint not null);
create table ledger (event_id uuid primary key, key text not null, number bigint not null,
                     at timestamptz not null default clock_timestamp());
"""
READER_TABLES = """
create table effect (n bigint generated always as identity primary key, event_id uuid not null, key text not null,
                     number bigint not null, at timestamptz not null default clock_timestamp());
create table state (key text primary key, number bigint not null);
create table received (n bigint generated always as identity primary key, event_id uuid not null, key text not null,
                       position bigint not null, at timestamptz not null default clock_timestamp());
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """The event type: a key was counted up."""

    name: str = TYPE
    topic: str = TOPIC
    key: str = "value"
    message: type[Message] = StringValue
    places: tuple[str, ...] = ()
    is_countrywide: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A topic as contracts declare one."""

    topic: str
    partitions: int = PARTITIONS
    retention_days: int = 7
    states: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a run takes place, and which mistake is in it."""

    owner_url: str
    reader_url: str
    feed_port: int
    seed: int
    mutant: str = ""
    kafka: str = ""
    fail_points: str = ""
    """A folder: a file `<part>-<point>` there ends the first process of that part that comes to that point."""
    receiver_port: int = 0
    """Where an office's receiver listens; 0 is a run without webhooks."""


def registry() -> Registry:
    """Knows the one event."""
    types = [Counted(), Counted(STATE_TYPE, message=Int64Value)]
    return Registry(types, public_url="http://127.0.0.1", state=State)


TOPICS = (Channel(TOPIC, states=STATES),)

ACCOUNTS = Snapshot(
    "accounts",
    TOPIC,
    "select key::uuid as key, null::uuid[] as places, "
    "jsonb_build_array(jsonb_build_object('type', 'Account', 'data', number::text)) as told from account",
)
"""How the state of a key is read: its number."""
