"""A school, as the registry tells it."""

from enrollment.domain.reference import School
from enrollment.usecases.ports import EnrollmentWork


async def copy_school(school: School, *, work: EnrollmentWork) -> None:
    """Keeps what is told in the place of what was known."""
    async with work() as unit:
        known = await unit.schools.find(id=school.id)
        if known is None:
            unit.schools.add(school)
        else:
            known.district_id, known.time_zone = school.district_id, school.time_zone
