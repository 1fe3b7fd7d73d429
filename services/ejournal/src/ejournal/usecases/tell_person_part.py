"""Who asks for a person's record is told what the journal holds of the person, sealed."""

from dataclasses import dataclass
from uuid import UUID

from chassis.personal import Seal
from ejournal.domain.person_part import PersonPartSealed
from ejournal.usecases.ports import EjournalWork


@dataclass(frozen=True, slots=True)
class TellPersonPart:
    """Which question is answered, and of whom; `account` is whose deeds belong to the answer."""

    export: UUID
    person: UUID
    kind: str
    account: str | None = None


async def tell_person_part(command: TellPersonPart, *, work: EjournalWork, seal: Seal) -> None:
    """Answers with everything; that nothing is held is an answer too."""
    async with work() as unit:
        part = seal(await unit.copies.record_of(command.person, command.kind, account=command.account))
        unit.tell(PersonPartSealed(command.export, command.person, part.sealed, part.signature))
