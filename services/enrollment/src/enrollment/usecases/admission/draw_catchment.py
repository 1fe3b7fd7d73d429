"""A district draws the map: whose children a school takes first, and how far areas are from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.domain.admission.catchment import Measured, measured, named
from enrollment.domain.ids import SchoolId
from enrollment.usecases.admission.ports import AdmissionWork, Permit, place_of


@dataclass(frozen=True, slots=True)
class DrawCatchment:
    """All areas that the school takes first, by the codes under which families give their homes.

    `distances` are all that were measured, of areas taken first or not; with None they stay as they are.
    """

    school: SchoolId
    areas: Sequence[str]
    distances: Sequence[Measured] | None = None


async def draw_catchment(command: DrawCatchment, *, work: AdmissionWork, permit: Permit) -> SchoolId:
    """Gives the school these areas and distances and no others; what was chosen before keeps its standing."""
    metres = None if command.distances is None else measured(command.distances)
    async with work() as unit:
        school = await unit.schools.get(command.school)
        permit("draw_catchment", place_of(school))
        await unit.catchments.draw(school.id, named(command.areas))
        if metres is not None:
            await unit.catchments.measure(school.id, metres)
        return school.id
