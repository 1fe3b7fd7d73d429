"""A child or a guardian is forgotten: nothing is kept of them here but what was set aside."""

from uuid import UUID

from training.usecases.ports import TrainingWork


async def forget_traces(person: UUID, *, work: TrainingWork) -> None:
    """Takes a person out of what waits to be read again."""
    async with work() as unit:
        await unit.persons.forget_traces(person)
