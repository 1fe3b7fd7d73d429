"""What the use cases of training are given; `app.py` alone makes the real ones."""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from chassis.identity.policy import Facts
from chassis.work import Repository, Work
from training.domain.employment import Employment
from training.domain.erasure import Erasure, WorkOf
from training.domain.ids import TeacherId
from training.domain.reference import District, School
from training.domain.teacher import Teacher


class Persons(Protocol):
    """What is known of persons as such."""

    async def record_of(self, person: UUID, kind: str, *, account: str | None) -> dict[str, Any]:
        """Everything that is held of a person, by table; what the account did as well."""
        ...

    async def work_of(self, person: TeacherId) -> WorkOf:
        """Where the person works or worked, nowhere if unknown; the person's row stays locked."""
        ...

    async def is_erased(self, person: UUID) -> bool:
        """Whether the person is on the list of the forgotten."""
        ...

    async def erase(self, erasure: Erasure) -> None:
        """Overwrites the name, in tables and in events, and puts the person on the list."""
        ...

    async def forget_traces(self, person: UUID) -> None:
        """Takes a person out of what was set aside."""
        ...


class TrainingUnit(Protocol):
    """The aggregates of training, and its copies of others', in one transaction."""

    teachers: Repository[Teacher]
    employments: Repository[Employment]
    districts: Repository[District]
    schools: Repository[School]
    persons: Persons

    def tell(self, event: object) -> None:
        """Publishes a fact that no aggregate holds."""
        ...


TrainingWork = Work[TrainingUnit]
Permit = Callable[[str, Facts], None]
"""Refuses what policy does not let this caller do there: `permit("register_staff", facts)`."""
NewId = Callable[[], UUID]
Today = Callable[[], date]
"""Which day it is."""


def place_of(school: School) -> Facts:
    """Where a school is, as policy asks it."""
    return Facts(school=school.id, district=school.district_id)
