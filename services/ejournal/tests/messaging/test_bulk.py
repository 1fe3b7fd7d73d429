"""A district's first day: thousands of pupils at once."""

from collections.abc import Iterator
from typing import Any

from google.protobuf.message import Message

from chassis.ids import new_id
from contracts.enrollment.v1 import GuardianshipGranted, PersonChanged, PersonKind, StudentEnrolled
from ejournal.messaging.consumed import HEARS

BATCH = 500
HANDLERS = next(each for each in HEARS if each.owner == "enrollment").handlers


def news_of_a_pupil(journal: Any) -> Iterator[Message]:
    student = str(new_id())
    yield PersonChanged(
        person_id=student, kind=PersonKind.PERSON_KIND_STUDENT, display_name="Ученик", sort_key={"ru": "u"}
    )
    yield StudentEnrolled(
        student_id=student,
        school_id=str(journal.school),
        grade=1,
        academic_year_id=str(journal.year),
        language="ru",
        enrolled_on="2026-09-01",
    )
    yield GuardianshipGranted(student_id=student, guardian_id=str(new_id()), from_date="2026-09-01")


async def test_a_batch_of_newcomers_costs_one_look_each_and_a_few_writes(journal: Any) -> None:
    for letter in "АБВГДЕЖЗИКЛМНОПРСТУФ":
        await journal.class_(letter, capacity=25)
    news = [message for _ in range(BATCH) for message in news_of_a_pupil(journal)]
    statements: list[str] = []

    async with journal.work.together() as work:
        async with work() as unit:
            unit.connection.add_query_logger(lambda record: statements.append(record.query))
        for message in news:
            await HANDLERS[f"bilim.enrollment.{message.DESCRIPTOR.name}.v1"](message, work)

    # What the driver asks once a connection, about types that it meets for the first time, is not the batch's.
    statements = [each for each in statements if not any(word in each for word in ("typeinfo_tree", "'jit'"))]
    # Each newcomer's stay; once the parallel classes; then names, guardianships, classes, stays, outbox; the commit.
    assert len(statements) <= BATCH + 7
    assert await journal.rows("select distinct placed from school_class") == [(25,)]
    assert await journal.rows("select count(display_name) from student") == [(BATCH,)]
    assert await journal.rows("select count(*) from guardianship") == [(BATCH,)]
