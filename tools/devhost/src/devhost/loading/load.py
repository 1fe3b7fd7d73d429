"""Carries out a plan: each batch once, however often the load is begun again."""

from collections.abc import Callable
from typing import Any

from chassis.audit import changes_of, note_changes
from chassis.clock import now
from chassis.identity import Caller, Viewer
from chassis.settings import PlatformSettings
from chassis.work import Work
from devhost.loading.opened import Opened, open_services
from devhost.loading.plan import DistrictPlan
from devhost.loading.steps import Batch, Step, steps_of

LOADER = Caller(Viewer("loader"))
"""As whom the audit of changes knows what was loaded."""
Progress = Callable[[str, int, int], None]
"""Told the step's title, how many of its batches are done, and of how many."""


async def load(plan: DistrictPlan, platform: PlatformSettings, progress: Progress) -> int:
    """Make all of a district; gives the number of batches that were not there yet."""
    written = 0
    async with open_services(platform) as opened:
        for step in steps_of(plan):
            missing = [batch for batch in step.batches if not await is_there(opened, step.service, batch)]
            if missing:
                await opened.wait_until_level()
                await write(opened, step, missing, progress)
            written += len(missing)
        if written:
            await opened.wait_until_level()
    return written


async def is_there(opened: Opened, service: str, batch: Batch) -> bool:
    """Whether the batch was written before; it is one transaction, so one row speaks for all."""
    statement = f'select exists (select from "{batch.table}" where "{batch.column}" = $1)'  # noqa: S608 - names of steps.py
    return bool(await opened.pools[service].fetchval(statement, batch.id))


async def write(opened: Opened, step: Step, missing: list[Batch], progress: Progress) -> None:
    """Write the batches of a step, one transaction each."""
    for number, batch in enumerate(missing):
        progress(step.title, number, len(missing))
        async with opened.works[step.service].together() as work:
            await batch.write(work)
            await note(work)
    progress(step.title, len(missing), len(missing))


async def note(work: Work[Any]) -> None:
    """Write down in the audit of changes what the batch has made, in its own transaction."""
    async with work() as unit:
        await unit.flush()
        await note_changes(unit.connection, LOADER, "load", changes_of(unit), at=now())
