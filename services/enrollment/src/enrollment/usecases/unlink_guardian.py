"""A person no longer answers for a child, and sees nothing of it from now on."""

from dataclasses import dataclass

from enrollment.domain.guardianship import Guardianship
from enrollment.domain.ids import GuardianId, GuardianshipId, StudentId
from enrollment.domain.refusals import NotAGuardian
from enrollment.usecases.ports import EnrollmentWork, Permit, Today, place_of


@dataclass(frozen=True, slots=True)
class UnlinkGuardian:
    """Whose answering for whom ends, today."""

    student: StudentId
    guardian: GuardianId


async def unlink_guardian(
    command: UnlinkGuardian, *, work: EnrollmentWork, permit: Permit, today: Today
) -> GuardianshipId:
    """Ends the guardianship; gives its id. Refuses where none was ever granted, or where it has ended."""
    async with work() as unit:
        student = await unit.students.get(command.student)
        permit("unlink_guardian", await place_of(student.school_id, unit))
        granted = await unit.guardianships.find_all(student_id=command.student, guardian_id=command.guardian)
        guardianship = _open_or_last(granted)
        guardianship.end(on=today())
        return guardianship.id


def _open_or_last(granted: list[Guardianship]) -> Guardianship:
    if not granted:
        raise NotAGuardian
    return next((one for one in granted if one.ended_on is None), granted[-1])
