"""Everything that is held of a person is put together: what enrollment holds at once, the rest as it is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from enrollment.domain.ids import SchoolId
from enrollment.domain.person import PersonKind
from enrollment.domain.person_export import PersonExport
from enrollment.usecases.ports import EnrollmentWork, NewId, Permit, place_of

NewKeyPair = Callable[[], tuple[bytes, bytes]]
"""A private and a public key for one question."""


@dataclass(frozen=True, slots=True)
class ExportPerson:
    """Whose record, and who asks."""

    person: UUID
    kind: PersonKind
    asked_by: str


async def export_person(
    command: ExportPerson, *, work: EnrollmentWork, permit: Permit, new_id: NewId, new_key_pair: NewKeyPair
) -> UUID:
    """Begins an export; gives its id."""
    async with work() as unit:
        school = await unit.schools.get(SchoolId(await unit.erasures.school_of(command.person, command.kind)))
        permit("export_person", place_of(school))
        private, public = new_key_pair()
        export = PersonExport.request(
            id=new_id(),
            person_id=command.person,
            kind=command.kind,
            requested_by=command.asked_by,
            private_key=private,
            document={"enrollment": await unit.person_records.of(command.person, command.kind)},
            public_key=public,
        )
        await unit.person_records.forget_old_exports()
        unit.person_exports.add(export)
        return export.id
