"""A member of staff is forgotten: nothing is kept of them here but what was put together or set aside."""

from uuid import UUID

from enrollment.domain.person import RecordOf
from enrollment.usecases.ports import EnrollmentWork


async def forget_staff(person: UUID, *, work: EnrollmentWork) -> None:
    """Takes away exports that they asked for, and what waits to be read again."""
    async with work() as unit:
        await unit.person_records.forget(person, RecordOf.TEACHER)
        await unit.erasures.forget_traces(person)
