"""From which rank on a step may have moved somebody, however long the queue and wherever the step is."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.queue import Entry, Kind
from enrollment.persistence.allocation.entries import lock_queues
from enrollment.persistence.allocation.steps import Step, write_steps
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions

Enrollment = Surroundings[SqlEnrollmentUnit]
WAITING = 150
"""More than are counted from behind."""
FIRST, LAST = Entry(0, ("0",)), Entry(9, ("0",))


def _entry(number: int) -> Entry:
    return Entry(1, (f"{number:04d}",))


@pytest.fixture
async def queue(enrollment: Enrollment) -> SeatPlanId:
    admissions = await Admissions(enrollment.work, "kg-mektep").open()
    queue = await admissions.programme(seats=1)
    await _write(enrollment, queue, [(None, _entry(number)) for number in range(WAITING)])
    return queue


async def _write(
    enrollment: Enrollment, queue: SeatPlanId, moves: list[tuple[Entry | None, Entry | None]]
) -> list[int]:
    """Lets applications move in one batch, each of another family; gives the ranks that are told."""
    async with enrollment.work() as unit:
        campaign = await unit.connection.fetchval("select campaign_id from seat_plan where id = $1", queue)
        await lock_queues(unit.connection, {queue: campaign})
        steps = [
            Step(queue, datetime.now(UTC), Kind.SUBMITTED, "", await _who(unit, queue, before), before, after)
            for before, after in moves
        ]
        return [changed.from_rank for changed in await write_steps(unit.connection, steps)]


async def _who(unit: SqlEnrollmentUnit, queue: SeatPlanId, before: Entry | None) -> ApplicationId:
    if before is None:
        return ApplicationId(new_id())
    found: UUID = await unit.connection.fetchval(
        "select application_id from queue_entry where queue_id = $1 and tier = $2 and key = $3",
        queue,
        before.tier,
        before.key[0],
    )
    return ApplicationId(found)


@pytest.mark.parametrize(
    ("before", "after", "rank"),
    [
        (None, LAST, WAITING + 1),
        (None, FIRST, 1),
        (None, Entry(1, ("0010x",)), 12),
        (None, Entry(1, ("0140x",)), 142),
        (_entry(20), None, 21),
        (_entry(149), None, WAITING),
        (_entry(140), FIRST, 1),
        (_entry(130), _entry(145), 131),
    ],
    ids=["last", "first", "early", "late", "leaves early", "leaves last", "rises", "falls"],
)
async def test_a_step_tells_the_first_rank_that_may_have_moved(
    enrollment: Enrollment, queue: SeatPlanId, before: Entry | None, after: Entry | None, rank: int
) -> None:
    assert await _write(enrollment, queue, [(before, after)]) == [rank]


async def test_a_queue_knows_how_many_wait_in_it(enrollment: Enrollment, queue: SeatPlanId) -> None:
    await _write(enrollment, queue, [(_entry(3), None), (_entry(4), LAST), (None, FIRST), (None, _entry(3))])

    known = await enrollment.pool.fetchrow(
        "select waiting, (select count(*) from queue_entry where queue_id = queue.id) as there from queue"
    )
    assert known is not None
    assert known["waiting"] == known["there"] == WAITING + 1
