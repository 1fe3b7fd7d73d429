"""A person no longer answers for a child, and sees nothing of it from now on."""

from dataclasses import dataclass

from enrollment.domain.guardianship import Guardianship
from enrollment.domain.ids import GuardianId, GuardianshipId, StudentId
from enrollment.domain.refusals import NotAGuardian
from enrollment.usecases.ports import EnrollmentWork, Permit, Today, place_of


@dataclass(frozen=True, slots=True)
class UnlinkGuardian:
    """Whose answering for whom ends, today at the school."""

    student: StudentId
    guardian: GuardianId


async def unlink_guardian(
    command: UnlinkGuardian, *, work: EnrollmentWork, permit: Permit, today: Today
) -> GuardianshipId:
    """Ends the guardianship; gives its id. Refuses where none was ever granted, or where it has ended."""
    async with work() as unit:
        student = await unit.students.get(command.student)
        school = await unit.schools.get(student.school_id)
        permit("unlink_guardian", place_of(school))
        granted = await unit.guardianships.find_all(student_id=command.student, guardian_id=command.guardian)
        guardianship = _open_or_last(granted)
        day = today(school.time_zone)
        guardianship.end(on=day)
        # A pupil was a child who applied, by the same id: what was written of it then is closed with the rest.
        for link in await unit.child_guardians.find_all(child_id=student.id, guardian_id=command.guardian):
            if link.ended_on is None:
                link.end(on=day)
        await unit.person_records.forget_exports_of(student.id)
        return guardianship.id


def _open_or_last(granted: list[Guardianship]) -> Guardianship:
    if not granted:
        raise NotAGuardian
    return next((one for one in granted if one.ended_on is None), granted[-1])
