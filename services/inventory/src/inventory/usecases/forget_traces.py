"""A person is forgotten: nothing is kept of them here but what was set aside."""

from uuid import UUID

from inventory.usecases.ports import InventoryWork


async def forget_traces(person: UUID, *, work: InventoryWork) -> None:
    """Takes a person out of what waits to be read again."""
    async with work() as unit:
        await unit.persons.forget_traces(person)
