"""What enrollment's `work` does of its own accord: long work, lapsed offers and appeals, queues that are behind."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

from chassis.audit import noted
from chassis.ids import new_id
from chassis.service import Resources
from chassis.work import Work
from chassis.worker import Task
from enrollment.engine import compare, compute
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.allocation.do_jobs import do_jobs
from enrollment.usecases.allocation.expire_offers import expire_offers
from enrollment.usecases.allocation.fill_places import fill_places
from enrollment.usecases.allocation.finish_rejections import finish_rejections
from enrollment.usecases.allocation.follow_queues import follow_queues
from enrollment.usecases.drop_exports import drop_exports

_JOBS_SECONDS = 0.5
_QUEUES_SECONDS = 1.0
# In a rush a queue is followed a few times a second: a round costs the same for one application as for a hundred.
_QUEUES_IN_A_RUSH_SECONDS = 0.25
_OFFERS_SECONDS = 15.0
_REJECTIONS_SECONDS = 60.0
_EXPORTS_SECONDS = 3_600.0


def timers(resources: Resources[SqlEnrollmentUnit]) -> Mapping[str, Task]:
    """The tasks by their names."""

    def doing(action: str) -> Work[SqlEnrollmentUnit]:
        return noted(resources.work, service="enrollment", action=action)

    async def jobs() -> int:
        return await do_jobs(
            work=doing("do_jobs"),
            compute=compute,
            compare=compare,
            draw=secrets.token_bytes,
            new_id=new_id,
            now=now,
            secret=resources.platform.secret,
        )

    async def queues() -> int:
        return await follow_queues(work=doing("follow_queues"))

    async def offers() -> int:
        lapsed = await expire_offers(work=doing("expire_offers"), new_id=new_id, now=now)
        return lapsed + await fill_places(work=doing("fill_places"), new_id=new_id, now=now)

    async def rejections() -> int:
        return await finish_rejections(work=doing("finish_rejections"), now=now)

    async def exports() -> int:
        await drop_exports(work=doing("drop_exports"))
        return 0

    return {
        "enrollment exports": _every(_EXPORTS_SECONDS, exports),
        "enrollment jobs": _every(_JOBS_SECONDS, jobs),
        "enrollment queues": _every(_QUEUES_SECONDS, queues, after_work=_QUEUES_IN_A_RUSH_SECONDS),
        "enrollment offers": _every(_OFFERS_SECONDS, offers),
        "enrollment rejections": _every(_REJECTIONS_SECONDS, rejections),
    }


def _every(seconds: float, do: Callable[[], Awaitable[int]], *, after_work: float = 0.0) -> Task:
    async def repeat() -> None:
        while True:
            done = await do()
            await asyncio.sleep(after_work if done else seconds)

    return repeat


def now() -> datetime:
    """What time it is."""
    return datetime.now(UTC)
