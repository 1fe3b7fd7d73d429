"""Everything that is held of a person is put together: what enrollment holds at once, the rest as it is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from enrollment.domain.person import RecordOf
from enrollment.domain.person_export import PersonExport
from enrollment.usecases.ports import EnrollmentWork, NewId, Permit

NewKeyPair = Callable[[], tuple[bytes, bytes]]
"""A private and a public key for one question."""


@dataclass(frozen=True, slots=True)
class ExportPerson:
    """Whose record, who asks, and whether that is the person: then what their account did belongs to the record."""

    person: UUID
    kind: RecordOf
    asked_by: str
    is_own: bool = False


async def export_person(
    command: ExportPerson, *, work: EnrollmentWork, permit: Permit, new_id: NewId, new_key_pair: NewKeyPair
) -> UUID:
    """Begins an export; gives its id."""
    account = command.asked_by if command.is_own else None
    async with work() as unit:
        permit("export_person", await unit.person_records.near(command.person, command.kind))
        await unit.person_records.forget_old_exports()
        private, public = new_key_pair()
        export = PersonExport.request(
            id=new_id(),
            person_id=command.person,
            kind=command.kind,
            requested_by=command.asked_by,
            private_key=private,
            public_key=public,
            account=account,
            own=await unit.person_records.of(command.person, command.kind, account=account),
        )
        unit.person_exports.add(export)
        return export.id
