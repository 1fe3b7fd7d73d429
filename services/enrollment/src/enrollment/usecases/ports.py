"""What the use cases of enrollment are given; `app.py` alone makes the real ones."""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from chassis.identity.policy import Facts
from chassis.work import Repository, Work
from enrollment.domain.admission.child import ChildGuardian
from enrollment.domain.enrolment import Enrolment
from enrollment.domain.erasure import Erasure, Known
from enrollment.domain.guardian import Guardian
from enrollment.domain.guardianship import Guardianship
from enrollment.domain.ids import ClassId, StudentId
from enrollment.domain.person import RecordOf
from enrollment.domain.person_export import PersonExport
from enrollment.domain.reference import AcademicYear, District, School, SchoolClass
from enrollment.domain.student import Student


class Placements(Protocol):
    """Which pupil sits in which class: a copy of the journal's."""

    async def begin(self, school_class: ClassId, student: StudentId, *, on: date) -> None:
        """The pupil sits there from this day on, whatever was known before."""
        ...

    async def end(self, school_class: ClassId, student: StudentId, *, on: date) -> None:
        """The pupil no longer sits there from this day on."""
        ...


class Erasures(Protocol):
    """What said who a person was, and the list of those who were forgotten."""

    async def known(self, person: UUID) -> Known:
        """Under what the person is known here."""
        ...

    async def wards_of(self, person: UUID) -> int:
        """For how many children the person answers."""
        ...

    async def applications_of(self, person: UUID) -> int:
        """How many applications of a child are under way."""
        ...

    async def is_erased(self, person: UUID) -> bool:
        """Whether the person is on the list of the forgotten."""
        ...

    async def erase(self, erasure: Erasure, known: Known) -> None:
        """Overwrites what said who the person was, in tables and in events, and puts them on the list."""
        ...

    async def forget_traces(self, person: UUID) -> None:
        """Takes somebody of whom no table here holds rows out of what was set aside."""
        ...


class PersonRecords(Protocol):
    """Everything that is held of a person."""

    async def near(self, person: UUID, kind: RecordOf) -> Facts:
        """What the person has to do with places and others; the person's row stays locked. Refuses as NotFound."""
        ...

    async def of(self, person: UUID, kind: RecordOf, *, account: str | None) -> dict[str, Any]:
        """All rows about a person, by table; what the account did as well."""
        ...

    async def forget(self, person: UUID, kind: RecordOf) -> None:
        """Takes away what says who the person is, where that is all that is known of them here."""
        ...

    async def forget_old_exports(self) -> None:
        """Deletes what was put together more than a week ago."""
        ...

    async def forget_exports_of(self, child: UUID) -> None:
        """Deletes what was put together of a child, whoever asked: somebody may ask again, and somebody may not."""
        ...


class EnrollmentUnit(Protocol):
    """The aggregates of enrollment, and its copies of others', in one transaction."""

    students: Repository[Student]
    enrolments: Repository[Enrolment]
    guardians: Repository[Guardian]
    guardianships: Repository[Guardianship]
    child_guardians: Repository[ChildGuardian]
    districts: Repository[District]
    schools: Repository[School]
    academic_years: Repository[AcademicYear]
    classes: Repository[SchoolClass]
    placements: Placements
    erasures: Erasures
    person_records: PersonRecords
    person_exports: Repository[PersonExport]

    def tell(self, event: object) -> None:
        """Publishes a fact that no aggregate holds."""
        ...

    def call(self, id: UUID) -> None:
        """Lets those who follow what is about this look again: it changed, and no event tells of it."""
        ...


EnrollmentWork = Work[EnrollmentUnit]
Permit = Callable[[str, Facts], None]
"""Refuses what policy does not let this caller do there: `permit("enrol_student", facts)`."""
NewId = Callable[[], UUID]
Today = Callable[[str], date]
"""Which day it is in a time zone of the IANA database."""


def place_of(school: School) -> Facts:
    """Where a school is, as policy asks it."""
    return Facts(school=school.id, district=school.district_id)
