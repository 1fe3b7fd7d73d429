"""What `work` does of its own accord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chassis.service import Resources
from chassis.settings import PlatformSettings
from chassis.testing.surroundings import Surroundings
from chassis.worker import work
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.timers import timers

Enrollment = Surroundings[SqlEnrollmentUnit]


@asynccontextmanager
async def working(enrollment: Enrollment) -> AsyncIterator[None]:
    """The background, for as long as the block lasts."""
    stop = asyncio.Event()
    tasks = timers(Resources(PlatformSettings(), enrollment.pool, enrollment.work))
    running = asyncio.create_task(work(tasks, stop=stop))
    try:
        yield
    finally:
        stop.set()
        await running


async def test_the_queues_follow_what_was_written_down(enrollment: Enrollment) -> None:
    admissions = await Admissions(enrollment.work, "ru-grade1").open()
    amina = await admissions.application([await admissions.programme(seats=1)])

    async with working(enrollment), asyncio.timeout(10):
        while await enrollment.pool.fetchval("select count(*) from queue_entry") == 0:  # noqa: ASYNC110 - no bell rings
            await asyncio.sleep(0.02)

    assert await enrollment.pool.fetchval("select application_id from queue_entry") == amina
    assert await enrollment.pool.fetchval("select count(*) from queue_fact where not followed") == 0
