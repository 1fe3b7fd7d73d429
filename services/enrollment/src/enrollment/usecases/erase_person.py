"""A person is forgotten by order: name, day of birth and papers go, here and wherever they were told."""

from dataclasses import dataclass
from uuid import UUID

from enrollment.domain.erasure import Erasure, PersonErased
from enrollment.domain.ids import SchoolId
from enrollment.domain.order import Order
from enrollment.domain.person import PersonKind
from enrollment.usecases.ports import EnrollmentWork, Permit, Today, place_of


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """Who is to be forgotten, and the order that says so."""

    person: UUID
    kind: PersonKind
    order: Order


async def erase_person(command: ErasePerson, *, work: EnrollmentWork, permit: Permit, today: Today) -> UUID:
    """Forgets a person; gives the id, under which orders and marks stay. Refuses a guardian of a child."""
    async with work() as unit:
        school = await unit.schools.get(SchoolId(await unit.erasures.school_of(command.person, command.kind)))
        permit("erase_person", place_of(school))
        erasure = Erasure.of(
            command.person,
            command.kind,
            order=command.order,
            on=today(school.time_zone),
            wards=await unit.erasures.wards_of(command.person),
        )
        await unit.erasures.erase(erasure)
        unit.tell(PersonErased(command.person, command.kind))
        return command.person
