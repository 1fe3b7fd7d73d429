"""What enrollment keeps of what others tell it; telling it twice changes nothing."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from google.protobuf.message import Message

from chassis.events import Consumer
from chassis.events.bus import Heard
from chassis.events.event import Event
from chassis.events.registry import Registry
from chassis.ids import new_id
from chassis.testing.databases import Database
from chassis.testing.surroundings import Surroundings, surroundings
from contracts.catalogue import everything
from contracts.ejournal.v1 import (
    AcademicYearOpened,
    ClassOpened,
    ClassTeachersChanged,
    StudentLeftClass,
    StudentPlacedInClass,
    SubjectTeacher,
)
from contracts.inventory.v1 import DistrictChanged, SchoolRegistered
from enrollment.messaging.consumed import HEARS
from enrollment.messaging.published import message_of
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit

Enrollment = Surroundings[SqlEnrollmentUnit]
A, B, C, D = (str(new_id()) for _ in range(4))

STORIES: list[tuple[str, Message, str, tuple[Any, ...]]] = [
    (
        "inventory",
        DistrictChanged(district_id=A, region_id=B, code="sergokala", name={"ru": "С"}),
        "select id, region_id from district",
        (UUID(A), UUID(B)),
    ),
    (
        "inventory",
        SchoolRegistered(school_id=A, district_id=B, time_zone="Asia/Almaty", name={"ru": "Ш"}),
        "select id, district_id, time_zone from school",
        (UUID(A), UUID(B), "Asia/Almaty"),
    ),
    (
        "ejournal",
        AcademicYearOpened(
            academic_year_id=A, code="2026-27", start_date="2026-09-01", end_date="2027-08-31"
        ),
        "select id, code, start_date::text, end_date::text, school_id from academic_year",
        (UUID(A), "2026-27", "2026-09-01", "2027-08-31", None),
    ),
    (
        "ejournal",
        ClassOpened(class_id=A, school_id=B, academic_year_id=C, grade=1, letter="А", class_teacher_id=D),
        "select id, school_id, class_teacher_id, teacher_ids from class",
        (UUID(A), UUID(B), UUID(D), []),
    ),
    (
        "ejournal",
        ClassTeachersChanged(class_id=A, teachers=[SubjectTeacher(teacher_id=B, subject_code="math")]),
        "select id, class_teacher_id, teacher_ids from class",
        (UUID(A), None, [UUID(B)]),
    ),
    (
        "ejournal",
        StudentPlacedInClass(class_id=A, student_id=B, from_date="2026-09-01"),
        "select class_id, student_id, from_date::text, until_date from placement",
        (UUID(A), UUID(B), "2026-09-01", None),
    ),
    (
        "ejournal",
        StudentLeftClass(class_id=A, student_id=B, until_date="2026-10-01"),
        "select class_id, student_id, until_date::text from placement",
        (UUID(A), UUID(B), "2026-10-01"),
    ),
]


@pytest_asyncio.fixture
async def hearing(database: Database) -> AsyncIterator[Enrollment]:
    """Enrollment that understands everybody's events."""
    async with surroundings(database, SqlEnrollmentUnit, message_of, everything()) as opened:
        yield opened


def event_of(message: Message, registry: Registry) -> Event:
    """The message as an owner's log gives it."""
    outgoing = registry.outgoing(message)
    return Event(
        position=1,
        event_id=outgoing.event_id,
        topic=outgoing.topic,
        key=outgoing.key,
        version=1,
        type=outgoing.type,
        subject=outgoing.subject,
        source="urn:bilim:test",
        dataschema=outgoing.dataschema,
        traceparent=None,
        time=datetime.now(UTC),
        payload=outgoing.payload,
    )


class NothingMore:
    """A bus on which nothing comes: the tests hand events over by themselves."""

    async def read(self, after: int, **_question: Any) -> Heard:
        """No events."""
        return Heard([], after, None)


def consumer_of(owner: str, hearing: Enrollment) -> Consumer[SqlEnrollmentUnit]:
    """Enrollment's consumer of one owner."""
    subscription = next(one for one in HEARS if one.owner == owner)
    return Consumer(
        "enrollment",
        bus=NothingMore(),
        subscription=subscription,
        work=hearing.work,
        registry=hearing.registry,
    )


@pytest.mark.parametrize(
    ("owner", "message", "asked", "kept"), STORIES, ids=[type(story[1]).__name__ for story in STORIES]
)
async def test_what_is_heard_twice_is_kept_once(
    hearing: Enrollment, owner: str, message: Message, asked: str, kept: tuple[Any, ...]
) -> None:
    consumer = consumer_of(owner, hearing)
    event = event_of(message, hearing.registry)

    await consumer.apply([event], upto=1, log_id=None)
    await consumer.apply([event], upto=1, log_id=None)

    assert [tuple(row) for row in await hearing.pool.fetch(asked)] == [kept]
    assert await hearing.pool.fetchval("select count(*) from inbox") == 1
    assert await hearing.pool.fetchval("select count(*) from parked") == 0


async def test_nothing_that_is_heard_is_told_on(hearing: Enrollment) -> None:
    for owner, message, _, _ in STORIES:
        await consumer_of(owner, hearing).apply([event_of(message, hearing.registry)], upto=1, log_id=None)

    assert await hearing.told() == []


def test_every_event_that_names_enrollment_is_heard_or_is_no_business_of_its_copies() -> None:
    meant = {each.name for each in everything() if "enrollment" in each.consumers}
    heard = {name for subscription in HEARS for name in subscription.handlers}

    assert heard <= meant
    # A school's name is never printed by enrollment, so a new one changes nothing here.
    assert meant - heard == {"bilim.inventory.SchoolRenamed.v1"}
