"""A guardian: a person who answers for children."""

from dataclasses import dataclass, field
from typing import Any

from enrollment.domain.ids import GuardianId, SchoolId
from enrollment.domain.person import PersonChanged, PersonKind, checked_name


@dataclass(eq=False)
class Guardian:
    """The one place where a guardian's name is kept; `registered_by` is the school that checked the papers."""

    id: GuardianId
    display_name: str
    sort_key: dict[str, str]
    registered_by: SchoolId
    events: list[Any] = field(default_factory=list)

    @classmethod
    def register(cls, *, display_name: str, **rest: Any) -> "Guardian":
        """A guardian nobody knew yet. Refuses a missing name."""
        guardian = cls(display_name=checked_name(display_name), **rest)
        guardian.events.append(
            PersonChanged(guardian.id, PersonKind.GUARDIAN, guardian.display_name, guardian.sort_key)
        )
        return guardian
