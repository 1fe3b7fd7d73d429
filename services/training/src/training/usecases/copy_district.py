"""A district, as its owner tells it."""

from training.domain.reference import District
from training.usecases.ports import TrainingWork


async def copy_district(district: District, *, work: TrainingWork) -> None:
    """Keeps what is told in the place of what was known."""
    async with work() as unit:
        known = await unit.districts.find(id=district.id)
        if known is None:
            unit.districts.add(district)
        else:
            known.region_id = district.region_id
