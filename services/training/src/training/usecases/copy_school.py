"""A school, as the registry tells it."""

from training.domain.reference import School
from training.usecases.ports import TrainingWork


async def copy_school(school: School, *, work: TrainingWork) -> None:
    """Keeps what is told in the place of what was known."""
    async with work() as unit:
        known = await unit.schools.find(id=school.id)
        if known is None:
            unit.schools.add(school)
        else:
            known.district_id = school.district_id
