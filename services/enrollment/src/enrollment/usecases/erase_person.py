"""A person is forgotten by order: name, day of birth and papers go, here and wherever they were told."""

from dataclasses import dataclass
from uuid import UUID

from enrollment.domain.erasure import Erasure
from enrollment.domain.order import Order
from enrollment.domain.person import PersonKind, RecordOf
from enrollment.usecases.ports import EnrollmentWork, Permit, Today

UNPLACED_ZONE = "UTC"
"""An applicant has no school whose day it could be."""


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """Who is to be forgotten, and the order that says so."""

    person: UUID
    kind: PersonKind
    order: Order


async def erase_person(command: ErasePerson, *, work: EnrollmentWork, permit: Permit, today: Today) -> UUID:
    """Forgets a person; gives the id, under which orders and marks stay.

    Refuses a guardian of a child, and an applicant whose application is under way.
    """
    async with work() as unit:
        near = await unit.person_records.near(command.person, RecordOf(command.kind))
        permit("erase_person", near)
        school = await unit.schools.find(id=near.school) if near.school else None
        known = await unit.erasures.known(command.person)
        erasure = Erasure.of(
            command.person,
            command.kind,
            order=command.order,
            on=today(school.time_zone if school else UNPLACED_ZONE),
            wards=await unit.erasures.wards_of(command.person),
            applications=await unit.erasures.applications_of(command.person),
        )
        await unit.erasures.erase(erasure, known)
        unit.tell(erasure.told(known))
        return command.person
