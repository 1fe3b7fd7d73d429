"""The GraphQL inputs with which a list is narrowed: one operator set for each kind of field."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

import strawberry

Value = TypeVar("Value")

_EQ = "Equal to this."
_IN = "Equal to one of these."
_GTE = "This or greater."
_LTE = "This or less."


def _op(description: str, name: str | None = None) -> Any:
    return strawberry.field(default=strawberry.UNSET, name=name, description=description)


def all_of() -> Any:
    """Declare the ``and`` of a filter: ``and_: list[SchoolFilter] | None = all_of()``."""
    return _op("Rows for which every one of these holds.", "and")


def any_of() -> Any:
    """Declare the ``or`` of a filter: ``or_: list[SchoolFilter] | None = any_of()``."""
    return _op("Rows for which at least one of these holds.", "or")


def by(description: str) -> Any:
    """Declare one field of a filter: ``kind: EnumFilter[SchoolKind] | None = by("The kind of school.")``."""
    return _op(description)


@strawberry.input(name="Filter", description="Conditions on a code of this list.")
class EnumFilter(Generic[Value]):
    """``EnumFilter[SchoolKind]`` is ``SchoolKindFilter``."""

    eq: Value | None = _op(_EQ)
    in_: list[Value] | None = _op(_IN, "in")


@strawberry.input(name="IDFilter", description="Conditions on an id.")
class IDFilter:
    """Ids are equal or not; they have no order that means something."""

    eq: strawberry.ID | None = _op(_EQ)
    in_: list[strawberry.ID] | None = _op(_IN, "in")


@strawberry.input(name="StringFilter", description="Conditions on a text.")
class StringFilter:
    """Text may also be searched."""

    eq: str | None = _op(_EQ)
    in_: list[str] | None = _op(_IN, "in")
    contains: str | None = _op("Contains this, in small or capital letters.")


@strawberry.input(name="BooleanFilter", description="Condition on a yes or no.")
class BooleanFilter:
    """Yes or no."""

    eq: bool | None = _op(_EQ)


@strawberry.input(name="IntFilter", description="Conditions on a whole number.")
class IntFilter:
    """Whole numbers."""

    eq: int | None = _op(_EQ)
    in_: list[int] | None = _op(_IN, "in")
    gte: int | None = _op(_GTE)
    lte: int | None = _op(_LTE)


@strawberry.input(name="DecimalFilter", description="Conditions on an exact number.")
class DecimalFilter:
    """Exact numbers."""

    eq: Decimal | None = _op(_EQ)
    gte: Decimal | None = _op(_GTE)
    lte: Decimal | None = _op(_LTE)


@strawberry.input(name="DateFilter", description="Conditions on a day.")
class DateFilter:
    """Days."""

    eq: date | None = _op(_EQ)
    gte: date | None = _op("This day or later.")
    lte: date | None = _op("This day or earlier.")


@strawberry.input(name="DateTimeFilter", description="Conditions on a moment.")
class DateTimeFilter:
    """Moments."""

    gte: datetime | None = _op("This moment or later.")
    lte: datetime | None = _op("This moment or earlier.")
