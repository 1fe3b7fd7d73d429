"""A request for everything that is held of a person: asked of every service that holds something."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from enrollment.domain.person import PersonKind


class ExportState(StrEnum):
    """How far it is."""

    RUNNING = "RUNNING"
    DONE = "DONE"


@dataclass(frozen=True, slots=True)
class PersonExportRequested:
    """Somebody asks for everything that is held of a person."""

    export_id: UUID
    person_id: UUID
    kind: PersonKind
    public_key: bytes


@dataclass(eq=False)
class PersonExport:
    """One request; `document` holds the parts by service, and the key is thrown away with the last of them."""

    id: UUID
    person_id: UUID
    kind: PersonKind
    requested_by: str
    private_key: bytes | None
    document: dict[str, Any]
    state: ExportState = ExportState.RUNNING
    events: list[Any] = field(default_factory=list)

    @classmethod
    def request(cls, *, public_key: bytes, **properties: Any) -> "PersonExport":
        """Asks everybody."""
        export = cls(**properties)
        export.events.append(PersonExportRequested(export.id, export.person_id, export.kind, public_key))
        return export

    def take_part(self, service: str, part: dict[str, Any]) -> None:
        """Takes what another service holds; it is the last that could."""
        self.document = {**self.document, service: part}
        self.state, self.private_key = ExportState.DONE, None
