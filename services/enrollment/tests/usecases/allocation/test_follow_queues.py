"""The queues of every campaign follow what was written down, and then nothing is left to do."""

from __future__ import annotations

from chassis.testing.surroundings import Surroundings
from contracts.enrollment.v1 import QueueChanged
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.follow_queues import follow_queues

from .families import applied

Enrollment = Surroundings[SqlEnrollmentUnit]


async def test_every_campaign_that_is_behind_is_followed_once(
    enrollment: Enrollment, admissions: Admissions
) -> None:
    elsewhere = await Admissions(enrollment.work, "kg-mektep").open()
    for each in (admissions, elsewhere):
        await applied(each, [await each.programme(seats=1)], 2)

    followed = [await follow_queues(work=enrollment.work) for _ in range(2)]

    assert followed == [2, 0]
    assert await enrollment.pool.fetchval("select count(*) from queue_entry") == 4
    told = await enrollment.told_of(QueueChanged)
    assert sorted(each.queue_version for each in told) == [1, 1, 2, 2]
