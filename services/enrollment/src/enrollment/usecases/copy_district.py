"""A district, as its owner tells it."""

from enrollment.domain.reference import District
from enrollment.usecases.ports import EnrollmentWork


async def copy_district(district: District, *, work: EnrollmentWork) -> None:
    """Keeps what is told in the place of what was known."""
    async with work() as unit:
        known = await unit.districts.find(id=district.id)
        if known is None:
            unit.districts.add(district)
        else:
            known.region_id = district.region_id
