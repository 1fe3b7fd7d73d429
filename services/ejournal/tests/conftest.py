"""A journal on a real database of its own, with the facts that others would tell it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest_asyncio
from google.protobuf.message import Message

from chassis.database import Pool
from chassis.ids import new_id
from chassis.testing.postgres import NewDatabase
from chassis.testing.surroundings import Surroundings, anybody, surroundings
from chassis.work import Work
from contracts.catalogue import published_by
from ejournal.domain.ids import AcademicYearId, ClassId, SchoolId, StudentId, TeacherId
from ejournal.domain.school_class import Teaching
from ejournal.domain.stay import Schooling
from ejournal.messaging.published import message_of
from ejournal.persistence.unit_of_work import SqlEjournalUnit
from ejournal.usecases.enrol_pupil import EnrolPupil, enrol_pupil
from ejournal.usecases.open_academic_year import OpenAcademicYear, open_academic_year
from ejournal.usecases.open_class import OpenClass, open_class
from ejournal.usecases.place_student import PlaceStudent, place_student
from ejournal.usecases.set_class_teachers import SetClassTeachers, set_class_teachers

SEPTEMBER_1 = date(2026, 9, 1)
OCTOBER_1 = date(2026, 10, 1)
NOVEMBER_20 = date(2026, 11, 20)


@dataclass(slots=True)
class Journal:
    """The verbs of the journal as a test tells them: one school unless said, today is 20 November 2026."""

    surrounded: Surroundings[SqlEjournalUnit]
    year: AcademicYearId
    school: SchoolId
    open_work: Work[SqlEjournalUnit] | None = None

    async def class_(self, letter: str = "А", *, grade: int = 1, capacity: int = 25, **rest: Any) -> ClassId:
        """A class is opened."""
        command = OpenClass(
            school=rest.get("school", self.school),
            academic_year=rest.get("year", self.year),
            grade=grade,
            letter=letter,
            language=rest.get("language", "ru"),
            capacity=capacity,
        )
        return await open_class(command, work=self.work, permit=anybody, new_id=new_id)

    async def pupil(self, *, grade: int = 1, on: date = SEPTEMBER_1, **rest: Any) -> StudentId:
        """A child is enrolled."""
        student = rest.get("student") or StudentId(new_id())
        schooling = Schooling(rest.get("school", self.school), self.year, grade, rest.get("language", "ru"))
        await enrol_pupil(EnrolPupil(student, schooling, on), work=self.work, new_id=new_id)
        return student

    async def place(self, student: StudentId, school_class: ClassId, on: date | None = None) -> None:
        """A pupil is placed by hand."""
        command = PlaceStudent(student, school_class, on)
        await place_student(
            command, work=self.work, permit=anybody, new_id=new_id, today=lambda _zone: NOVEMBER_20
        )

    async def teachers(
        self, school_class: ClassId, class_teacher: TeacherId | None, *teachers: Teaching
    ) -> None:
        """A class gets teachers."""
        command = SetClassTeachers(school_class, class_teacher, teachers)
        await set_class_teachers(command, work=self.work, permit=anybody)

    async def rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """What the database says."""
        return [tuple(row) for row in await self.pool.fetch(query, *parameters)]

    async def class_of(self, student: StudentId) -> UUID | None:
        """The class in which a pupil sits."""
        found: UUID | None = await self.pool.fetchval("select class_id from student where id = $1", student)
        return found

    async def placed(self, school_class: ClassId) -> int:
        """How many places of a class are given."""
        count: int = await self.pool.fetchval("select placed from school_class where id = $1", school_class)
        return count

    async def told(self, message: type[Message]) -> list[Any]:
        """The messages of one kind that left, in their order."""
        return await self.surrounded.told_of(message)

    @property
    def pool(self) -> Pool:
        """The journal's database, as its application sees it."""
        return self.surrounded.pool

    @property
    def work(self) -> Any:
        """Transactions of the journal."""
        return self.open_work or self.surrounded.work

    def joined(self, work: Work[SqlEjournalUnit]) -> "Journal":
        """The same journal, all of it in one transaction."""
        return replace(self, open_work=work)


@pytest_asyncio.fixture
async def surrounded(new_database: NewDatabase) -> AsyncIterator[Surroundings[SqlEjournalUnit]]:
    """The real unit of work, and what left by the outbox."""
    database = await new_database("ejournal")
    async with surroundings(database, SqlEjournalUnit, message_of, published_by("ejournal")) as opened:
        yield opened


@pytest_asyncio.fixture
async def journal(surrounded: Surroundings[SqlEjournalUnit]) -> Journal:
    """A journal with the year 2026-27 and one school, which has no class yet."""
    command = OpenAcademicYear("2026-27", SEPTEMBER_1, date(2027, 8, 31))
    year = await open_academic_year(command, work=surrounded.work, permit=anybody, new_id=new_id)
    return Journal(surrounded, year, SchoolId(new_id()))
