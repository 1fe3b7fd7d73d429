"""(d) Plain Strawberry with SQLModel, sessions and data loaders, as its documentation shows."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import orjson
import strawberry
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, col, select
from strawberry.dataloader import DataLoader

from .door import Answerer


class Base(SQLModel, registry=registry()):
    """The benchmark's tables."""


class StudentRow(Base, table=True):
    """A student."""

    __tablename__ = "student"
    id: UUID = Field(primary_key=True)
    display_name: str
    born: date
    sex: str
    seat: int
    class_id: UUID
    school_id: UUID


class MarkRow(Base, table=True):
    """A mark."""

    __tablename__ = "mark"
    id: UUID = Field(primary_key=True)
    student_id: UUID
    value: int
    subject: str
    given_on: date


class ClassRow(Base, table=True):
    """A class."""

    __tablename__ = "school_class"
    id: UUID = Field(primary_key=True)
    grade: int
    letter: str
    school_id: UUID


class Context:
    """One request's session and loaders."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self.marks: DataLoader[UUID, list[MarkRow]] = DataLoader(load_fn=self._marks)
        self.students: DataLoader[UUID, StudentRow | None] = DataLoader(load_fn=self._students)

    async def _marks(self, ids: list[UUID]) -> list[list[MarkRow]]:
        found: dict[UUID, list[MarkRow]] = {one: [] for one in ids}
        query = select(MarkRow).where(col(MarkRow.student_id).in_(ids)).order_by(col(MarkRow.given_on))
        for row in (await self.session.execute(query)).scalars():
            found[row.student_id].append(row)
        return [found[one] for one in ids]

    async def _students(self, ids: list[UUID]) -> list[StudentRow | None]:
        query = select(StudentRow).where(col(StudentRow.id).in_(ids))
        found = {row.id: row for row in (await self.session.execute(query)).scalars()}
        return [found.get(one) for one in ids]


Info = strawberry.Info[Context, None]


@strawberry.type
class Mark:
    """A mark."""

    id: strawberry.ID
    value: int
    subject: str
    given_on: date


@strawberry.federation.type(keys=["id"])
class Student:
    """A student."""

    id: strawberry.ID
    display_name: str
    born: date
    sex: str
    seat: int
    class_id: strawberry.ID

    @strawberry.field
    async def marks(self, info: Info) -> list[Mark]:
        """Load the marks of all students at once."""
        rows = await info.context.marks.load(UUID(self.id))
        return [
            Mark(id=strawberry.ID(str(m.id)), value=m.value, subject=m.subject, given_on=m.given_on)
            for m in rows
        ]

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Student | None:
        """Answer `_entities`."""
        row = await info.context.students.load(UUID(id))
        return student(row) if row else None


@strawberry.type
class StudentConnection:
    """A page."""

    nodes: list[Student]


@strawberry.federation.type(keys=["id"], name="Class")
class SchoolClass:
    """A class."""

    id: strawberry.ID
    grade: int
    letter: str

    @strawberry.field
    async def students(self, info: Info) -> list[Student]:
        """Read the students of one class."""
        query = select(StudentRow).where(StudentRow.class_id == UUID(self.id)).order_by(col(StudentRow.seat))
        return [student(row) for row in (await info.context.session.execute(query)).scalars()]


def student(row: StudentRow) -> Student:
    """Make the type of the row."""
    return Student(
        id=strawberry.ID(str(row.id)), display_name=row.display_name, born=row.born, sex=row.sex, seat=row.seat,
        class_id=strawberry.ID(str(row.class_id)),
    )  # fmt: skip


@strawberry.type
class Query:
    """The root."""

    @strawberry.field
    async def student(self, info: Info, id: strawberry.ID) -> Student | None:
        """Look a student up."""
        row = await info.context.session.get(StudentRow, UUID(id))
        return student(row) if row else None

    @strawberry.field(name="class")
    async def class_(self, info: Info, id: strawberry.ID) -> SchoolClass | None:
        """Look a class up."""
        row = await info.context.session.get(ClassRow, UUID(id))
        return SchoolClass(id=strawberry.ID(str(row.id)), grade=row.grade, letter=row.letter) if row else None

    @strawberry.field
    async def students(self, info: Info, first: int) -> StudentConnection:
        """Read the first students."""
        query = select(StudentRow).order_by(col(StudentRow.display_name)).limit(first)
        rows = (await info.context.session.execute(query)).scalars()
        return StudentConnection(nodes=[student(row) for row in rows])


schema = strawberry.federation.Schema(query=Query, types=[Student, SchoolClass])


def plain(url: str) -> Answerer:
    """Answer with Strawberry's own execution."""
    database: AsyncEngine = create_async_engine(url, pool_size=4, max_overflow=0)

    async def answer(_: dict[str, Any], request: dict[str, Any]) -> bytes:
        async with AsyncSession(database) as session:
            result = await schema.execute(
                request["query"], variable_values=request["variables"], context_value=Context(session)
            )
        if result.errors:
            raise result.errors[0]
        return orjson.dumps({"data": result.data})

    return answer
