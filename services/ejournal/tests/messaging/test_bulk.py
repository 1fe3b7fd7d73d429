"""A district's first day: thousands of pupils at once."""

from typing import Any

from chassis.ids import new_id
from contracts.enrollment.v1 import StudentEnrolled
from ejournal.messaging.consumed import HEARS

BATCH = 500


async def test_a_batch_of_newcomers_costs_one_look_each_and_a_few_writes(journal: Any) -> None:
    for letter in "АБВГДЕЖЗИКЛМНОПРСТУФ":
        await journal.class_(letter, capacity=25)
    handler = next(each for each in HEARS if each.owner == "enrollment").handlers[
        "bilim.enrollment.StudentEnrolled.v1"
    ]
    messages = [
        StudentEnrolled(
            student_id=str(new_id()),
            school_id=str(journal.school),
            grade=1,
            academic_year_id=str(journal.year),
            language="ru",
            enrolled_on="2026-09-01",
        )
        for _ in range(BATCH)
    ]
    statements: list[str] = []

    async with journal.work.together() as work:
        async with work() as unit:
            unit.connection.add_query_logger(lambda record: statements.append(record.query))
        for message in messages:
            await handler(message, work)

    # The newcomer's stay, once each; the parallel classes, once; then classes, stays and outbox; and the commit.
    assert len(statements) <= BATCH + 6
    assert await journal.rows("select distinct placed from school_class") == [(25,)]
