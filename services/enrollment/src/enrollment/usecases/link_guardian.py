"""A person answers for a child from now on, and sees what a guardian sees."""

from dataclasses import dataclass
from datetime import date

from enrollment.domain.guardianship import Guardianship, GuardianshipKind
from enrollment.domain.ids import GuardianId, GuardianshipId, StudentId
from enrollment.usecases.ports import EnrollmentWork, NewId, Permit, Today, place_of


@dataclass(frozen=True, slots=True)
class LinkGuardian:
    """`from_date` is today at the school unless given; `until` is the last day, where one is known."""

    student: StudentId
    guardian: GuardianId
    kind: GuardianshipKind
    from_date: date | None = None
    until: date | None = None


async def link_guardian(
    command: LinkGuardian, *, work: EnrollmentWork, permit: Permit, new_id: NewId, today: Today
) -> GuardianshipId:
    """Grants a guardianship; gives its id. Refuses a second open one of the two (by the database)."""
    async with work() as unit:
        student = await unit.students.get(command.student)
        school = await unit.schools.get(student.school_id)
        permit("link_guardian", place_of(school))
        guardian = await unit.guardians.get(command.guardian)
        guardianship = Guardianship.grant(
            id=GuardianshipId(new_id()),
            student_id=student.id,
            guardian_id=guardian.id,
            kind=command.kind,
            from_date=command.from_date or today(school.time_zone),
            until_date=command.until,
        )
        unit.guardianships.add(guardianship)
        return guardianship.id
