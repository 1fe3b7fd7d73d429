"""A filter input becomes a condition: names from the binding, values as parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLEnumType, GraphQLInputObjectType, get_named_type

from readplan.errors import Refused
from readplan.values import enum_values, key_reader

CONDITIONS_MAX = 50
_COMPARISONS = {"eq": "=", "gte": ">=", "lte": "<="}


@dataclass(frozen=True, slots=True)
class FilterField:
    """Where one field of a filter lives."""

    sql: str
    type: str
    enum: GraphQLEnumType | None


@dataclass(slots=True)
class Reading:
    """One request's filter being read: values so far, numbered after the statement's own parameters."""

    start: int
    values: list[Any]
    conditions: int = 0

    def slot(self, value: Any) -> str:
        """Add a value and return what stands for it in the text."""
        self.values.append(value)
        return f"\x02{self.start + len(self.values) - 1}\x03"


class Filter:
    """Reads the filter argument of one field."""

    def __init__(self, fields: Mapping[str, FilterField]) -> None:
        self._fields = fields

    def condition(self, given: Mapping[str, Any], reading: Reading) -> str | None:
        """Spell a filter; None if it says nothing."""
        parts = [self._part(name, value, reading) for name, value in given.items()]
        said = [part for part in parts if part is not None]
        return " and ".join(said) if said else None

    def _part(self, name: str, value: Any, reading: Reading) -> str | None:
        if value is None:
            return None
        if name in ("and", "or"):
            inner = [self.condition(one, reading) for one in value]
            return "(" + f" {name} ".join(f"({one or 'true'})" for one in inner) + ")" if inner else None
        operations = [self._operation(self._fields[name], op, v, reading) for op, v in value.items()]
        said = [one for one in operations if one is not None]
        return " and ".join(said) if said else None

    def _operation(self, field: FilterField, operator: str, value: Any, reading: Reading) -> str | None:
        reading.conditions += 1
        if reading.conditions > CONDITIONS_MAX:
            raise Refused("LIMIT_EXCEEDED", f"A filter has at most {CONDITIONS_MAX} conditions.")
        if value is None:
            return f"{field.sql} is null" if operator == "eq" else None
        return _OPERATIONS.get(operator, _compare)(field, operator, value, reading)


def _compare(field: FilterField, operator: str, value: Any, reading: Reading) -> str:
    if field.enum is not None:
        return _among(field, operator, [value], reading)
    try:
        read = _read(field, value)
    except ValueError:
        return "false"
    return f"{field.sql} {_COMPARISONS[operator]} {reading.slot(read)}::{field.type}"


def _among(field: FilterField, _operator: str, value: list[Any], reading: Reading) -> str:
    if field.enum is not None:
        spellings = [spelling for one in value for spelling in enum_values(field.enum, one)]
        sql = field.sql if field.type == "text" else f"{field.sql}::text"
        return f"{sql} = any({reading.slot(spellings)}::text[])"
    read: list[Any] = []
    for one in value:
        try:
            read.append(_read(field, one))
        except ValueError:
            continue
    return f"{field.sql} = any({reading.slot(read)}::{field.type}[])"


def _contains(field: FilterField, _operator: str, value: str, reading: Reading) -> str:
    pattern = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{field.sql} ilike {reading.slot(f'%{pattern}%')}::text"


def _read(field: FilterField, value: Any) -> Any:
    return key_reader(field.type)(value) if isinstance(value, str) else value


_OPERATIONS: dict[str, Callable[[FilterField, str, Any, Reading], str | None]] = {
    "in": _among,
    "contains": _contains,
}


def filter_fields(input_type: GraphQLInputObjectType) -> dict[str, GraphQLEnumType | None]:
    """Name the fields of a filter input with their enum, if they are about one."""
    found: dict[str, GraphQLEnumType | None] = {}
    for name, field in input_type.fields.items():
        if name in ("and", "or"):
            continue
        operators = get_named_type(field.type)
        eq = operators.fields.get("eq") if isinstance(operators, GraphQLInputObjectType) else None
        named = get_named_type(eq.type) if eq else None
        found[name] = named if isinstance(named, GraphQLEnumType) else None
    return found
