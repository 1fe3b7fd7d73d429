"""Nothing says who the forgotten were: planted in every column, a name remains where the law keeps it, and no more."""

from collections.abc import Awaitable, Callable
from datetime import date
from importlib import import_module
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from chassis.database import open_pool
from chassis.ids import new_id
from chassis.personal import PERSONAL_MEMBERS, PersonalData
from chassis.personal.platform import PLATFORM
from chassis.testing.canaries import BORN, NAME, canaries_in
from chassis.testing.databases import administrator
from chassis.testing.planting import plant
from contracts.catalogue import everything, published_by
from ejournal.domain.person import Forgotten
from enrollment.domain.erasure import Erasure
from enrollment.domain.order import Order
from enrollment.domain.person import PersonKind
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from training.domain.erasure import Erasure as StaffErasure
from training.domain.ids import TeacherId
from training.domain.order import Order as StaffOrder

SERVICES = ("inventory", "enrollment", "ejournal", "training")
TODAY = date(2026, 11, 20)
PLANTED = {
    "text": NAME,
    "character varying": NAME,
    "jsonb": f'{{"ru": "{NAME}"}}',
    "ARRAY": f"{{{NAME}}}",
    "date": BORN,
    "bytea": NAME,
}
"""What stands in a column of each type that could say who somebody is."""

_COLUMNS = """select table_name, column_name, data_type, udt_name from information_schema.columns
where table_schema = 'public' and is_generated = 'NEVER' and is_identity = 'NO'"""
_LOGGED = """insert into {table} (event_id, topic, key, version, type, subject, dataschema, payload{columns})
values (gen_random_uuid(), $1, $2, 1, $3, $2, '', $4{values})"""


def register_of(service: str) -> PersonalData:
    """A service's register of personal data."""
    found: PersonalData = import_module(f"{service}.personal").PERSONAL
    return found


async def planted(owner: asyncpg.Connection, service: str, person: UUID) -> None:
    """A row about the person in every table, a canary in every column; and traces in the platform's own."""
    values: dict[str, dict[str, str]] = {}
    for row in await owner.fetch(_COLUMNS):
        is_ids = row["udt_name"] in ("_uuid", "_int4", "_int8")
        if row["data_type"] in PLANTED and not is_ids:
            values.setdefault(row["table_name"], {})[row["column_name"]] = PLANTED[row["data_type"]]
    await plant(owner, person, values)
    told = (f"bilim.{service}.person.v1", str(person), f"bilim.{service}.PersonChanged.v1", NAME.encode())
    if told[2] in {each.name for each in published_by(service)}:
        await owner.execute(_LOGGED.format(table="outbox", columns="", values=""), *told)
        log = _LOGGED.format(table="event_log", columns=", position, created_at", values=", 1, now()")
        await owner.execute(log, *told)
    await owner.execute(
        "insert into parked (consumer, key, position, event, error, attempts) values ('c', $1, 1, $2, $3, 3)",
        str(person),
        f'{{"data": {{"personId": "{person}", "displayName": "{NAME}", "sortKey": {{"ru": "{NAME}"}}}}}}',
        f"CheckViolationError: Failing row contains ({NAME})",
    )


async def enrollment_forgets(unit: SqlEnrollmentUnit, person: UUID) -> None:
    for kind in PersonKind:
        known = await unit.erasures.known(person)
        await unit.erasures.erase(Erasure(person, kind, TODAY, Order("9", TODAY)), known)
    await unit.person_records.forget(person, import_module("enrollment.domain.person").RecordOf.TEACHER)


async def ejournal_forgets(unit: Any, person: UUID) -> None:
    for kind in Forgotten:
        await unit.copies.forget(person, kind=kind, on=TODAY)


async def training_forgets(unit: Any, person: UUID) -> None:
    await unit.persons.erase(StaffErasure(TeacherId(person), TODAY, StaffOrder("9", TODAY), ()))


async def inventory_forgets(unit: Any, person: UUID) -> None:
    await unit.persons.forget_traces(person)


FORGET: dict[str, Callable[[Any, UUID], Awaitable[None]]] = {
    "enrollment": enrollment_forgets,
    "ejournal": ejournal_forgets,
    "training": training_forgets,
    "inventory": inventory_forgets,
}


@pytest.mark.parametrize("service", SERVICES)
async def test_a_name_remains_only_where_the_law_keeps_what_stands_there(
    service: str, new_database: Any
) -> None:
    database, person, register = await new_database(service), new_id(), register_of(service)
    async with administrator(database.owner_url) as owner:
        await planted(owner, service, person)
        before = await canaries_in(owner)
    assert {(one.name, column) for one in register.tables for column in one.forgotten} <= before

    async with (
        await open_pool(database.app_url, application="tests", size=1) as pool,
        pool.acquire() as connection,
        connection.transaction(),
    ):
        unit = import_module(f"{service}.app").SERVICE.unit(connection, lambda event: event)
        await FORGET[service](unit, person)

    async with administrator(database.owner_url) as owner:
        remaining = await canaries_in(owner)
    kept = {(one.name, column) for one in register.tables for column in (*one.kept, *one.plain)}
    # Rows that are about nobody hold canaries too: planting puts one in every table.
    of_persons = {(table, column) for table, column in remaining if table not in register.elsewhere}
    assert {each for each in of_persons if each[0] not in PLATFORM} <= kept
    assert not {table for table, _ in remaining} & {"outbox", "parked", "idempotency"}
    assert not [table for table, _ in remaining if table.startswith("event_log")]


@pytest.mark.parametrize("service", SERVICES)
async def test_every_table_is_in_the_register_or_said_to_hold_nobody(service: str, new_database: Any) -> None:
    database, register = await new_database(service), register_of(service)
    async with administrator(database.owner_url) as owner:
        tables = {
            row["table_name"]
            for row in await owner.fetch(
                "select table_name from information_schema.tables"
                " where table_schema = 'public' and table_type = 'BASE TABLE'"
            )
        }
    tables = {table for table in tables if not table.startswith("event_log_")}

    named = {one.name for one in register.tables} | register.elsewhere.keys()

    assert tables - named - PLATFORM.keys() == set()
    assert named - tables == set()


@pytest.mark.parametrize("service", SERVICES)
def test_whatever_stays_says_why(service: str) -> None:
    assert all(len(why.split()) > 4 for one in register_of(service).tables for why in one.kept.values())


def test_what_is_taken_out_of_parked_events_is_what_restricted_events_say_of_persons() -> None:
    """A field of a restricted event that is no id says who somebody is, and must be known to be taken away."""
    of_persons = [
        each
        for each in everything()
        if each.topic.endswith(".person.v1") and each.personal_data == "RESTRICTED"
    ]
    said = {
        field.json_name
        for each in of_persons
        for field in each.message.DESCRIPTOR.fields
        if not field.json_name.endswith("Id") and field.json_name != "kind"
    }

    assert of_persons
    assert said == set(PERSONAL_MEMBERS)
