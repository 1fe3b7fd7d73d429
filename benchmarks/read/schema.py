"""The benchmark's Strawberry types for the compiled plan."""
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry

from readplan import Connection, connection, planned


def said(description: str) -> Any:
    """Describe a field."""
    return strawberry.field(description=description)


@strawberry.type(description="A mark.")
class Mark:
    """A mark."""

    id: strawberry.ID = said("Id.")
    value: int = said("Value.")
    subject: str = said("Subject.")
    given_on: date = said("Day.")


@strawberry.federation.type(keys=["id"], description="A student.")
class Student:
    """A student."""

    id: strawberry.ID = said("Id.")
    display_name: str = said("Name.")
    born: date = said("Born.")
    sex: str = said("Sex.")
    seat: int = said("Seat.")
    class_id: strawberry.ID = said("Class.")
    marks: list[Mark] = said("Marks.")


@strawberry.federation.type(keys=["id"], name="Class", description="A class.")
class SchoolClass:
    """A class."""

    id: strawberry.ID = said("Id.")
    grade: int = said("Grade.")
    letter: str = said("Letter.")
    students: list[Student] = said("Students.")


@strawberry.type(description="Everything that may be asked.")
class Query:
    """The root."""

    students: Connection[Student] = connection(description="Students.")

    @planned(description="A student.")
    def student(self, id: strawberry.ID) -> Student | None: ...

    @planned(description="A class.", name="class")
    def class_(self, id: strawberry.ID) -> SchoolClass | None: ...


schema = strawberry.federation.Schema(query=Query, types=[Student, SchoolClass, Mark])
