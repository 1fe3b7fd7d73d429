"""Owners publish independently: whoever is heard first, the journal ends up the same."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any
from uuid import UUID

from google.protobuf.message import Message
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.enrollment import v1 as enrollment
from contracts.inventory.v1 import DistrictChanged, SchoolRegistered
from contracts.training import v1 as training
from ejournal.messaging.consumed import HEARS

HANDLERS = {name: handler for subscription in HEARS for name, handler in subscription.handlers.items()}
STATE = {
    "school": "select id, district_id, time_zone from school order by id",
    "district": "select id, region_id from district order by id",
    "person": "select * from person order by id",
    "guardianship": "select * from guardianship order by student_id, guardian_id",
    "stay": "select student_id, school_id, class_id, from_date, until_date from stay order by student_id, id",
    "places": "select id, placed from school_class order by id",
    "told": "select topic, key, type, payload from outbox order by topic, key, version",
}


def numbered(number: int) -> str:
    return str(UUID(int=number))


def inventory_says(schools: Sequence[str]) -> list[Message]:
    district = numbered(9_000)
    return [
        DistrictChanged(district_id=district, region_id=numbered(9_001)),
        *(SchoolRegistered(school_id=each, district_id=district, time_zone="UTC") for each in schools),
    ]


def training_says() -> list[Message]:
    return [
        training.PersonChanged(person_id=numbered(7_000 + each), display_name=f"Учитель {each}")
        for each in range(3)
    ] + [training.PersonErased(person_id=numbered(7_001))]


def enrollment_says(schools: Sequence[str], year: str, chance: Random) -> Iterator[Message]:
    for each in range(chance.randint(1, 12)):
        student, school = numbered(1_000 + each), chance.choice(schools)
        yield enrollment.PersonChanged(
            person_id=student, kind=enrollment.PersonKind.PERSON_KIND_STUDENT, display_name=f"Ученик {each}"
        )
        yield enrollment.StudentEnrolled(
            student_id=student,
            school_id=school,
            grade=1,
            academic_year_id=year,
            language="ru",
            enrolled_on="2026-09-01",
        )
        yield enrollment.GuardianshipGranted(
            student_id=student, guardian_id=numbered(2_000 + each), from_date="2026-09-01"
        )
        if chance.random() < 0.3:
            yield enrollment.StudentLeft(student_id=student, school_id=school, on="2026-10-01")
        if chance.random() < 0.3:
            yield enrollment.PersonErased(person_id=student)


def interleaved(streams: Sequence[Sequence[Message]], chance: Random) -> list[Message]:
    """Each owner in its own order, the owners in any."""
    left = [list(reversed(stream)) for stream in streams]
    heard: list[Message] = []
    while any(left):
        heard.append(chance.choice([stream for stream in left if stream]).pop())
    return heard


class RolledBack(Exception):
    """So that every example begins with the same journal."""


async def state_after(journal: Any, messages: Sequence[Message]) -> dict[str, list[tuple[Any, ...]]]:
    state: dict[str, list[tuple[Any, ...]]] = {}
    try:
        async with journal.work.together() as work, work() as unit:
            for message in messages:
                service, name = message.DESCRIPTOR.full_name.split(".")[1::2]
                await HANDLERS[f"bilim.{service}.{name}.v1"](message, work)
            await unit.flush()
            for table, query in STATE.items():
                state[table] = [tuple(row) for row in await unit.connection.fetch(query)]
            raise RolledBack
    except RolledBack:
        return state


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(news=st.randoms(use_true_random=False), one=st.randoms(), other=st.randoms())
async def test_the_same_news_in_any_order_across_owners_gives_the_same_journal(
    journal: Any, news: Random, one: Random, other: Random
) -> None:
    schools = await two_schools(journal)
    streams = [
        inventory_says(schools),
        training_says(),
        list(enrollment_says(schools, str(journal.year), news)),
    ]

    first = await state_after(journal, interleaved(streams, one))
    second = await state_after(journal, interleaved(streams, other))

    assert first == second
    assert all(placed <= 3 for _, placed in first["places"])


async def two_schools(journal: Any) -> list[str]:
    """A school with two small classes and one with one; opened by the first example, found by the others."""
    other = UUID(int=5_000)
    if not await journal.rows("select 1 from school_class"):
        for letter in "АБ":
            await journal.class_(letter, capacity=3)
        await journal.class_("А", school=other, capacity=3)
    return [str(journal.school), str(other)]
