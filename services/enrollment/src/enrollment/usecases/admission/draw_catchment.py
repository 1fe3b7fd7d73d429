"""A district draws the map: whose children a school takes first."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.domain.ids import SchoolId
from enrollment.usecases.admission.ports import AdmissionWork, Permit, place_of


@dataclass(frozen=True, slots=True)
class DrawCatchment:
    """All areas of the school, by the codes under which families give their homes."""

    school: SchoolId
    areas: Sequence[str]


async def draw_catchment(command: DrawCatchment, *, work: AdmissionWork, permit: Permit) -> SchoolId:
    """Gives the school these areas and no others; what was chosen before keeps its standing."""
    async with work() as unit:
        school = await unit.schools.get(command.school)
        permit("draw_catchment", place_of(school))
        await unit.catchments.draw(school.id, [area.strip() for area in command.areas if area.strip()])
        return school.id
