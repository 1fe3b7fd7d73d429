"""A request for everything that is held of a person: asked of every service, and whole when the last has answered."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from enrollment.domain.admission.job import JobState
from enrollment.domain.person import RecordOf

OTHERS = ("inventory", "ejournal", "training")
"""Who is asked; one that holds nothing says so."""


@dataclass(frozen=True, slots=True)
class PersonExportRequested:
    """Somebody asks for everything that is held of a person; `account` is told where it is the person."""

    export_id: UUID
    person_id: UUID
    kind: RecordOf
    public_key: bytes
    account: str | None


@dataclass(eq=False)
class PersonExport:
    """One request; `document` holds the parts by service, and the key is thrown away with the last of them.

    A service that is away is waited for: nothing is handed out while one of `awaits` has not spoken.
    """

    id: UUID
    person_id: UUID
    kind: RecordOf
    requested_by: str
    private_key: bytes | None
    document: dict[str, Any]
    awaits: list[str]
    state: JobState = JobState.RUNNING
    events: list[Any] = field(default_factory=list)

    @classmethod
    def request(
        cls, *, public_key: bytes, account: str | None, own: dict[str, Any], **properties: Any
    ) -> "PersonExport":
        """Asks everybody; `own` is the part that is here already."""
        export = cls(document={"enrollment": own}, awaits=list(OTHERS), **properties)
        export.events.append(
            PersonExportRequested(export.id, export.person_id, export.kind, public_key, account)
        )
        return export

    def take_part(self, service: str, part: dict[str, Any]) -> None:
        """Takes what another service holds. A second answer of one changes nothing."""
        if service not in self.awaits:
            return
        self.document = {**self.document, service: part}
        self.awaits = [each for each in self.awaits if each != service]
        if not self.awaits:
            self.state, self.private_key = JobState.DONE, None
