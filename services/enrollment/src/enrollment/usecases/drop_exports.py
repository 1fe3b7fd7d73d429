"""A record that was put together is thrown away after a week, whether it was fetched or not."""

from enrollment.usecases.ports import EnrollmentWork


async def drop_exports(*, work: EnrollmentWork) -> None:
    """Deletes what is older."""
    async with work() as unit:
        await unit.person_records.forget_old_exports()
