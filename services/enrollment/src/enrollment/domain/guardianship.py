"""A guardianship: that a person answers for a child, from a day until it ends; it opens and closes access."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from enrollment.domain.ids import GuardianId, GuardianshipId, StudentId
from enrollment.domain.refusals import EndsBeforeItBegins, GuardianshipAlreadyEnded


class GuardianshipKind(StrEnum):
    """What makes a person a guardian."""

    PARENT = "PARENT"
    ADOPTIVE_PARENT = "ADOPTIVE_PARENT"
    LEGAL_GUARDIAN = "LEGAL_GUARDIAN"
    FOSTER_CARER = "FOSTER_CARER"


@dataclass(frozen=True, slots=True)
class GuardianshipGranted:
    """A person answers for a pupil from a day on, until a last day if one is known."""

    student_id: StudentId
    guardian_id: GuardianId
    kind: GuardianshipKind
    from_date: date
    until_date: date | None


@dataclass(frozen=True, slots=True)
class GuardianshipEnded:
    """A person no longer answers for a pupil; `on` is the first day without."""

    student_id: StudentId
    guardian_id: GuardianId
    on: date


@dataclass(eq=False)
class Guardianship:
    """One person's answering for one child. `until_date` was known at the start; `ended_on` was decided later."""

    id: GuardianshipId
    student_id: StudentId
    guardian_id: GuardianId
    kind: GuardianshipKind
    from_date: date
    until_date: date | None
    ended_on: date | None = None
    events: list[Any] = field(default_factory=list)

    @classmethod
    def grant(cls, **properties: Any) -> "Guardianship":
        """A guardianship that begins. Refuses a last day before the first."""
        granted = cls(**properties)
        if granted.until_date is not None and granted.until_date < granted.from_date:
            raise EndsBeforeItBegins
        granted.events.append(
            GuardianshipGranted(
                granted.student_id,
                granted.guardian_id,
                granted.kind,
                granted.from_date,
                granted.until_date,
            )
        )
        return granted

    def end(self, *, on: date) -> None:
        """Ends it for good. Refuses one that has ended."""
        if self.ended_on is not None:
            raise GuardianshipAlreadyEnded(self.ended_on)
        self.ended_on = on
        self.events.append(GuardianshipEnded(self.student_id, self.guardian_id, on))
