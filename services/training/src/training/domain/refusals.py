"""What training refuses, by name."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID


class Refusal(Exception):
    """Something that a rule does not allow; `field` is the input at fault, as the API names it."""

    code: ClassVar[str]
    field: ClassVar[str | None] = None


@dataclass(eq=False)
class NotFound(Refusal):
    """There is no such record."""

    code = "NOT_FOUND"
    id: UUID | str


@dataclass(eq=False)
class StaffNameMissing(Refusal):
    """A person is known by a name, of at most 200 letters."""

    code = "STAFF_NAME_MISSING"
    field = "displayName"


@dataclass(eq=False)
class SchoolMissing(Refusal):
    """A member of staff works in at least one school."""

    code = "SCHOOL_MISSING"
    field = "schoolIds"


@dataclass(eq=False)
class AlreadyEmployed(Refusal):
    """A person has one employment in a school at a time."""

    code = "ALREADY_EMPLOYED"
    field = "schoolIds"


@dataclass(eq=False)
class NotEmployed(Refusal):
    """This person does not work in this school."""

    code = "NOT_EMPLOYED"
    field = "schoolId"


@dataclass(eq=False)
class LeftBeforeHired(Refusal):
    """Nobody leaves a school before working there."""

    code = "LEFT_BEFORE_HIRED"
    field = "leftOn"
    hired_on: date


@dataclass(eq=False)
class OrderNumberMissing(Refusal):
    """An order has a number."""

    code = "ORDER_NUMBER_MISSING"
    field = "orderNumber"


@dataclass(eq=False)
class StillEmployed(Refusal):
    """Who works in a school is not forgotten: the school must know who that is."""

    code = "STILL_EMPLOYED"
    field = "teacherId"
