"""The day has come on which somebody leaves a school."""

from ejournal.usecases.ports import EjournalWork, Today
from ejournal.usecases.release_teacher import release_teacher


async def release_due_teachers(*, work: EjournalWork, today: Today) -> None:
    """Releases everybody of whom it was told ahead of time, each in a transaction of their own."""
    async with work() as unit:
        remembered = await unit.leavings.all()
    for leaving in remembered:
        await release_teacher(leaving, work=work, today=today)
