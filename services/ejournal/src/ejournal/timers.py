"""What the journal's `work` does of its own accord: who leaves a school on this day teaches there no more."""

import asyncio
from collections.abc import Mapping

from chassis.audit import noted
from chassis.clock import today
from chassis.service import Resources
from chassis.worker import Task
from ejournal.persistence.unit_of_work import SqlEjournalUnit
from ejournal.usecases.release_due_teachers import release_due_teachers

_LEAVINGS_SECONDS = 60.0


def timers(resources: Resources[SqlEjournalUnit]) -> Mapping[str, Task]:
    """The tasks by their names."""
    work = noted(resources.work, service="ejournal", action="release_teacher")

    async def leavings() -> None:
        while True:
            await release_due_teachers(work=work, today=today)
            await asyncio.sleep(_LEAVINGS_SECONDS)

    return {"ejournal leavings": leavings}
