"""Who no longer works in a school teaches no class of it from that day, and sees nobody in it any more."""

from ejournal.domain.leaving import Leaving
from ejournal.usecases.ports import EjournalWork, Today


async def release_teacher(leaving: Leaving, *, work: EjournalWork, today: Today) -> None:
    """Takes the person out of the school's classes; before the day it is remembered that they will leave."""
    async with work() as unit:
        zone = (await unit.copies.location(leaving.school)).time_zone
        if leaving.on > today(zone):
            await unit.leavings.remember(leaving)
            return
        for taught in await unit.classes.taught_by(leaving.teacher, leaving.school, since=leaving.on):
            taught.lose_teacher(leaving.teacher, await unit.teachings.of(taught.id))
            await unit.teachings.remove(taught.id, leaving.teacher)
        await unit.leavings.forget(leaving)
