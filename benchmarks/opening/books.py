"""What the office's books say the day after: receipts against rows against events, and seats at every moment."""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from benchmarks.opening.clients import Day
from benchmarks.opening.world import World, hold_seat

from chassis.testing.surroundings import Surroundings
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit

_EXCEEDED = """
select count(*) from seat_plan as plan where plan.campaign_id = $1 and
    (select count(*) from held_seat where seat_plan_id = plan.id) > plan.seats
"""
_ROWS = "select id, child_id, receipt_no, submitted_at, state from application where campaign_id = $1"
_TOLD = """
select subject, count(distinct event_id) as told from (
    select event_id, subject, type from outbox union all select event_id, subject, type from event_log
) as event where type = $1 and subject = any($2) group by subject
"""
_HELD_BY_LEAVERS = "select count(*) from held_seat where application_id = any($1)"


@dataclass(slots=True)
class Watch:
    """What was seen of the seats while families applied."""

    looks: int = 0
    exceeded: int = 0
    held: int = 0


@contextlib.asynccontextmanager
async def watching(
    enrollment: Surroundings[SqlEnrollmentUnit], world: World, day: Day, watch: Watch
) -> AsyncIterator[None]:
    """Looks at the seats all the time, while an officer offers them to whoever has just applied."""
    tasks = [
        asyncio.create_task(_look(enrollment, world, watch)),
        asyncio.create_task(_offer(enrollment, world, day, watch)),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _look(enrollment: Surroundings[SqlEnrollmentUnit], world: World, watch: Watch) -> None:
    while True:
        watch.exceeded += await enrollment.pool.fetchval(_EXCEEDED, world.campaign)
        watch.looks += 1
        await asyncio.sleep(0.1)


async def _offer(enrollment: Surroundings[SqlEnrollmentUnit], world: World, day: Day, watch: Watch) -> None:
    offered = 0
    while True:
        for receipt in day.receipts[offered:][-5:]:
            watch.held += await hold_seat(enrollment, world.plans[watch.held % 2], receipt.application)
        offered = len(day.receipts)
        await asyncio.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Books:
    """How receipts, rows and events agree; everything but the first is nought in good books.

    A family sends its application under one key, however often: a second row of its child is one too many, a receipt
    told again is not. `unheard` are rows whose family gave up before it had an answer.
    """

    receipts: int
    lost: int
    doubled: int
    unheard: int
    out_of_order: int
    untold: int
    told_twice: int
    still_active: int
    seats_of_leavers: int

    @property
    def agree(self) -> bool:
        """Whether nothing is wrong."""
        return not any(getattr(self, name) for name in self.__slots__[1:])


async def balance(enrollment: Surroundings[SqlEnrollmentUnit], world: World, day: Day) -> Books:
    """Holds what families have in their hands against what is written down and told."""
    rows = {row["id"]: row for row in await enrollment.pool.fetch(_ROWS, world.campaign)}
    told = await _told(enrollment, list(rows))
    known = {receipt.application: receipt.number for receipt in day.receipts}
    families = {row["child_id"] for row in rows.values()}
    in_order = sorted(rows.values(), key=lambda row: row["receipt_no"])
    moments = [row["submitted_at"] for row in in_order]
    return Books(
        receipts=len(known),
        lost=sum(
            1 for each, number in known.items() if each not in rows or rows[each]["receipt_no"] != number
        ),
        doubled=len(rows) - len(families),
        unheard=len(families - {receipt.child for receipt in day.receipts}),
        out_of_order=sum(1 for before, after in itertools.pairwise(moments) if before > after),
        untold=sum(1 for each in rows if str(each) not in told),
        told_twice=sum(1 for count in told.values() if count > 1),
        still_active=sum(1 for each in day.withdrawn if rows[each]["state"] != "WITHDRAWN"),
        seats_of_leavers=await enrollment.pool.fetchval(_HELD_BY_LEAVERS, list(day.withdrawn)),
    )


async def _told(enrollment: Surroundings[SqlEnrollmentUnit], applications: list[UUID]) -> dict[str, int]:
    subjects = [str(each) for each in applications]
    rows = await enrollment.pool.fetch(_TOLD, "bilim.enrollment.ApplicationSubmitted.v1", subjects)
    return {row["subject"]: row["told"] for row in rows}
