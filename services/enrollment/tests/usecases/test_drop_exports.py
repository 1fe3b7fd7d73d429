"""A record that was put together lies there for a week."""

from typing import Any

from chassis.ids import new_id
from enrollment.usecases.drop_exports import drop_exports

PUT_TOGETHER = """insert into person_export
(id, person_id, kind, requested_by, document, awaits, state, created_at)
values ($1, $1, 'STUDENT', 'director', '{}', '{}', 'DONE', now() - $2::text::interval)"""


async def test_what_is_older_than_a_week_goes_and_the_rest_stays(enrollment: Any) -> None:
    old, young = new_id(), new_id()
    await enrollment.pool.execute(PUT_TOGETHER, old, "7 days 1 minute")
    await enrollment.pool.execute(PUT_TOGETHER, young, "6 days 23 hours")

    await drop_exports(work=enrollment.work)

    assert [row["id"] for row in await enrollment.pool.fetch("select id from person_export")] == [young]
