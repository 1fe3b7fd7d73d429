"""The journal answering: 1А with Timur and Amina, whose mother is known; led by one teacher, music by another."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest_asyncio

from chassis.ids import new_id
from chassis.testing.databases import Database
from chassis.testing.postgres import NewDatabase
from chassis.testing.serving import Serving, serving
from chassis.testing.surroundings import Surroundings, anybody, surroundings
from chassis.text import sort_keys
from contracts.catalogue import published_by
from ejournal.app import SERVICE
from ejournal.domain.ids import TeacherId
from ejournal.domain.person import PersonKind
from ejournal.domain.school_class import Teaching
from ejournal.messaging.published import message_of
from ejournal.persistence.unit_of_work import SqlEjournalUnit
from ejournal.usecases.open_academic_year import OpenAcademicYear, open_academic_year


@pytest_asyncio.fixture
async def database(new_database: NewDatabase) -> Database:
    """One database for what is written and what is read."""
    return await new_database("ejournal")


@pytest_asyncio.fixture
async def surrounded(database: Database) -> AsyncIterator[Surroundings[SqlEjournalUnit]]:
    """The unit of work on the same database."""
    async with surroundings(database, SqlEjournalUnit, message_of, published_by("ejournal")) as opened:
        yield opened


@pytest_asyncio.fixture
async def graph(database: Database, tmp_path: Path) -> AsyncIterator[Serving]:
    """The subgraph."""
    async with serving(SERVICE, database, tmp_path) as opened:
        yield opened


@dataclass(frozen=True, slots=True)
class FirstA:
    """Who has to do with 1А."""

    id: UUID
    district: UUID
    region: UUID
    amina: UUID
    timur: UUID
    mother: UUID
    leader: UUID
    musician: UUID


@pytest_asyncio.fixture
async def first_a(journal: Any) -> FirstA:
    """The class, its people and its place."""
    school_class = await journal.class_("А")
    told = FirstA(
        id=school_class,
        district=new_id(),
        region=new_id(),
        timur=await journal.pupil(),
        amina=await journal.pupil(),
        mother=new_id(),
        leader=new_id(),
        musician=new_id(),
    )
    await journal.teachers(school_class, told.leader, Teaching(TeacherId(told.musician), "music"))
    async with journal.work() as unit:
        copies = unit.copies
        copies.district(told.district, region=told.region)
        copies.school(journal.school, district=told.district, time_zone="Europe/Moscow")
        copies.guardianship(told.amina, told.mother, from_date=date(2026, 9, 1), until_date=None)
        named(copies, told.amina, "Магомедова Амина")
        named(copies, told.timur, "Алиев Тимур")
        named(copies, told.leader, "Гасанова П. М.", PersonKind.TEACHER)
    return told


def named(copies: Any, person: UUID, name: str, kind: PersonKind = PersonKind.STUDENT) -> None:
    """Somebody is known by a name."""
    copies.name(person, kind=kind, display_name=name, sort_key=sort_keys({"ru": name}))


@pytest_asyncio.fixture
async def last_year(journal: Any) -> UUID:
    """The year 2025-26, which is over."""
    command = OpenAcademicYear("2025-26", date(2025, 9, 1), date(2026, 8, 31))
    return await open_academic_year(command, work=journal.work, permit=anybody, new_id=new_id)
