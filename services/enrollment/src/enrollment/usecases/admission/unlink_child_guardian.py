"""A person no longer answers for a child that is no pupil yet, and sees nothing of it from now on."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import ChildId
from enrollment.domain.ids import GuardianId
from enrollment.domain.refusals import NotAGuardian
from enrollment.usecases.admission.ports import AdmissionWork, Permit, Today, place_of


@dataclass(frozen=True, slots=True)
class UnlinkChildGuardian:
    """Whose answering for whom ends today."""

    child: ChildId
    guardian: GuardianId


async def unlink_child_guardian(
    command: UnlinkChildGuardian, *, work: AdmissionWork, permit: Permit, today: Today
) -> ChildId:
    """Ends it; gives the child's id. Refuses where it never began, or has ended."""
    async with work() as unit:
        child = await unit.children.get(command.child)
        registrar = await unit.guardians.get(child.registered_by)
        school = await unit.schools.get(registrar.registered_by)
        permit("unlink_child_guardian", place_of(school))
        links = await unit.child_guardians.find_all(child_id=child.id, guardian_id=command.guardian)
        if not links:
            raise NotAGuardian
        link = next((each for each in links if each.ended_on is None), links[-1])
        link.end(on=today(school.time_zone))
        await unit.person_records.forget_exports_of(child.id)
        # No other service hears of a child that applies; whoever follows its record does.
        unit.call(child.id)
        return child.id
