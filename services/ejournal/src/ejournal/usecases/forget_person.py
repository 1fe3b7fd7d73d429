"""A person is forgotten, as the owner asks; it is told, so that the owner is reminded after a backup."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ejournal.domain.person import Forgotten, PersonForgotten
from ejournal.usecases.ports import EjournalWork


@dataclass(frozen=True, slots=True)
class ForgetPerson:
    """Who is forgotten; `others` are ids under which the same child was registered by mistake."""

    person: UUID
    kind: Forgotten
    on: date
    others: tuple[UUID, ...] = ()


async def forget_person(command: ForgetPerson, *, work: EjournalWork) -> None:
    """Forgets a person; one that was never known as well."""
    async with work() as unit:
        for each in (command.person, *command.others):
            await unit.copies.forget(each, kind=command.kind, on=command.on)
            # Each by itself: a backup may not know yet that two records were one child.
            unit.tell(PersonForgotten(each, command.kind, command.on))
