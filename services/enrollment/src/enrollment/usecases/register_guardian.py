"""A person who will answer for children becomes known."""

from dataclasses import dataclass

from chassis.text import sort_keys
from enrollment.domain.guardian import Guardian
from enrollment.domain.ids import GuardianId, SchoolId
from enrollment.usecases.ports import EnrollmentWork, NewId, Permit, place_of


@dataclass(frozen=True, slots=True)
class RegisterGuardian:
    """`school` is the one that checks the papers."""

    school: SchoolId
    display_name: str


async def register_guardian(
    command: RegisterGuardian, *, work: EnrollmentWork, permit: Permit, new_id: NewId
) -> GuardianId:
    """Registers a guardian, of nobody yet; gives the id."""
    async with work() as unit:
        school = await unit.schools.get(command.school)
        permit("register_guardian", place_of(school))
        guardian = Guardian.register(
            id=GuardianId(new_id()),
            display_name=command.display_name,
            sort_key=sort_keys({"ru": command.display_name}),
            registered_by=school.id,
        )
        unit.guardians.add(guardian)
        return guardian.id
