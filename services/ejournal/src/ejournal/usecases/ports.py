"""What the use cases of the journal are given; `app.py` alone makes the real ones."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from chassis.identity.policy import Facts
from chassis.work import Repository, Work
from ejournal.domain.academic_year import AcademicYear
from ejournal.domain.ids import ClassId, DistrictId, GuardianId, RegionId, SchoolId, StudentId, TeacherId
from ejournal.domain.leaving import Leaving
from ejournal.domain.person import Forgotten, PersonKind
from ejournal.domain.school_class import SchoolClass, Teaching
from ejournal.domain.stay import Schooling, Stay


@dataclass(frozen=True, slots=True)
class Location:
    """Where a school is, as far as inventory has told; its days are those of `time_zone`."""

    school: SchoolId
    district: DistrictId | None
    region: RegionId | None
    time_zone: str

    def facts(self, *, class_teachers: Iterable[TeacherId] = ()) -> Facts:
        """As policy asks it."""
        return Facts(
            school=self.school,
            district=self.district,
            region=self.region,
            class_teachers=tuple(class_teachers),
        )


class Classes(Protocol):
    """The classes, each locked until the work ends."""

    async def get(self, key: UUID, /) -> SchoolClass:
        """The class. Refuses NotFound."""
        ...

    async def of(self, stay: Stay) -> SchoolClass | None:
        """The class in which a pupil sits; None while the pupil waits for a place."""
        ...

    async def parallel(self, schooling: Schooling) -> list[SchoolClass]:
        """The open classes of one school, year, grade and language."""
        ...

    async def taught_by(self, teacher: TeacherId, school: SchoolId, *, since: date) -> list[SchoolClass]:
        """The classes of a school in which somebody teaches, of years that had not ended by then."""
        ...

    def add(self, aggregate: SchoolClass, /) -> None:
        """Takes in a new class."""
        ...


class Stays(Protocol):
    """The stays of pupils."""

    async def current(self, student: StudentId) -> Stay | None:
        """The stay that has no last day yet, locked until the work ends."""
        ...

    def add(self, aggregate: Stay, /) -> None:
        """Takes in a new stay."""
        ...


class Teachings(Protocol):
    """Who teaches what in which class."""

    async def replace(
        self, school_class: ClassId, class_teacher: TeacherId | None, teachers: Iterable[Teaching]
    ) -> None:
        """Says anew who teaches a class."""
        ...

    async def of(self, school_class: ClassId) -> list[Teaching]:
        """Who teaches a class."""
        ...

    async def remove(self, school_class: ClassId, teacher: TeacherId) -> None:
        """Somebody teaches a class no more."""
        ...


class Leavings(Protocol):
    """Who will leave which school."""

    async def remember(self, leaving: Leaving) -> None:
        """Somebody leaves; what was said of it before counts no more."""
        ...

    async def all(self) -> list[Leaving]:
        """Who is remembered."""
        ...

    async def forget(self, leaving: Leaving) -> None:
        """They have left."""
        ...


class Copies(Protocol):
    """What the journal keeps of other services' facts; owners publish independently, so nothing must come first."""

    async def location(self, school: SchoolId) -> Location:
        """Where a school is; one that is not known yet is nowhere."""
        ...

    def school(self, school: SchoolId, *, district: DistrictId, time_zone: str) -> None:
        """A school lies in a district."""
        ...

    def district(self, district: DistrictId, *, region: RegionId) -> None:
        """A district lies in a region."""
        ...

    def guardianship(
        self, student: StudentId, guardian: GuardianId, *, from_date: date, until_date: date | None
    ) -> None:
        """A person answers for a pupil."""
        ...

    def guardianship_ended(self, student: StudentId, guardian: GuardianId, *, on: date) -> None:
        """A person no longer answers for a pupil."""
        ...

    def name(self, person: UUID, *, kind: PersonKind, display_name: str, sort_key: Mapping[str, str]) -> None:
        """A pupil or a teacher is known by this name from now on."""
        ...

    async def forget(self, person: UUID, *, kind: Forgotten, on: date) -> None:
        """A person is forgotten, and is on the list from then on: a name that comes late is not written down."""
        ...

    async def record_of(self, person: UUID, kind: str, *, account: str | None) -> dict[str, Any]:
        """Everything that is held of a person, by table; what the account did as well."""
        ...


class EjournalUnit(Protocol):
    """What the journal keeps, in one transaction."""

    academic_years: Repository[AcademicYear]

    @property
    def classes(self) -> Classes:
        """The classes."""
        ...

    @property
    def stays(self) -> Stays:
        """The days of pupils in schools and classes."""
        ...

    @property
    def teachings(self) -> Teachings:
        """Who teaches what."""
        ...

    @property
    def leavings(self) -> Leavings:
        """Who will leave."""
        ...

    @property
    def copies(self) -> Copies:
        """What others told."""
        ...

    def tell(self, event: object) -> None:
        """Publishes a fact that no aggregate holds."""
        ...


EjournalWork = Work[EjournalUnit]
Permit = Callable[[str, Facts], None]
"""Refuses what policy does not let this caller do there: `permit("open_class", facts)`."""
NewId = Callable[[], UUID]
Today = Callable[[str], date]
"""Which day it is in a time zone."""
