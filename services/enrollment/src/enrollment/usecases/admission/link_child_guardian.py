"""A second person answers for a child that is no pupil yet, and sees what its guardian sees."""

from dataclasses import dataclass

from enrollment.domain.admission.child import ChildGuardian
from enrollment.domain.admission.ids import ChildGuardianId, ChildId
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import GuardianId
from enrollment.usecases.admission.ports import AdmissionWork, NewId, Permit, Today, place_of


@dataclass(frozen=True, slots=True)
class LinkChildGuardian:
    """Who answers for whom from today on, and as what."""

    child: ChildId
    guardian: GuardianId
    kind: GuardianshipKind


async def link_child_guardian(
    command: LinkChildGuardian, *, work: AdmissionWork, permit: Permit, new_id: NewId, today: Today
) -> ChildId:
    """Lets a person answer for a child; gives the child's id. Refuses a second time (by the database)."""
    async with work() as unit:
        child = await unit.children.get(command.child)
        registrar = await unit.guardians.get(child.registered_by)
        school = await unit.schools.get(registrar.registered_by)
        permit("link_child_guardian", place_of(school))
        guardian = await unit.guardians.get(command.guardian)
        unit.child_guardians.add(
            ChildGuardian(
                ChildGuardianId(new_id()), child.id, guardian.id, command.kind, today(school.time_zone)
            )
        )
        return child.id
