"""What a school reported of one kind of equipment; a report that left the cell blank says so, and is not zero."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from inventory.domain.ids import ReportId, SchoolId


class ReportedKind(StrEnum):
    """The columns of the form that count devices."""

    DESKTOP = "DESKTOP"
    LAPTOP = "LAPTOP"
    TABLET = "TABLET"
    INTERACTIVE_BOARD = "INTERACTIVE_BOARD"
    WITH_INTERNET = "WITH_INTERNET"


@dataclass(eq=False)
class EquipmentReport:
    """A count as it was reported: None where the report says nothing."""

    id: ReportId
    school_id: SchoolId
    kind: ReportedKind
    reported: int | None
    as_of: date
    events: list[Any] = field(default_factory=list)
