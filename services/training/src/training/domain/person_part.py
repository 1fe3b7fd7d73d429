"""What training holds of a person, sealed for who asked."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonPartSealed:
    """An answer that who asked alone can read."""

    export_id: UUID
    person_id: UUID
    sealed: bytes = field(repr=False)
    signature: bytes = field(repr=False)
