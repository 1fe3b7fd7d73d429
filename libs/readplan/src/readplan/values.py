"""How a column becomes a value of the response: casts in SQL, and the few conversions left to Python."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

import orjson
from asyncpg.pgproto import pgproto
from graphql import GraphQLEnumType, GraphQLList, get_named_type, get_nullable_type

# asyncpg's own UUID class reads and writes several times faster than the standard one.
FastUUID = pgproto.UUID

_TEXTS = frozenset({"text", "varchar", "char", "bpchar", "name", "citext"})
_TEXT_SCALARS = frozenset({"ID", "String", "UUID", "Decimal"})
_INTEGERS = frozenset({"int2", "int4", "int8"})
_WHOLE = {"Int": ("int4", _INTEGERS), "Float": ("float8", frozenset({"float4", "float8"}))}


def is_list(graphql_type: Any) -> bool:
    """Tell whether a type is a list, promised or not."""
    return isinstance(get_nullable_type(graphql_type), GraphQLList)


def cast(sql: str, graphql_type: Any, pg_type: str | None) -> str:
    """Cast a column so that asyncpg gives what the response needs; unknown types are cast to be sure."""
    scalar = get_named_type(graphql_type).name
    array = "[]" if is_list(graphql_type) and not (pg_type or "").startswith("json") else ""
    element = (pg_type or "").removesuffix("[]")
    if element in ("json", "jsonb"):
        # As text it passes through untouched, whatever codec the pool has.
        return f"{sql}::text"
    if scalar in _TEXT_SCALARS and element not in _TEXTS:
        return f"({sql})::text{array}" if "(" in sql or " " in sql else f"{sql}::text{array}"
    if scalar in _WHOLE and element not in _WHOLE[scalar][1]:
        return f"({sql})::{_WHOLE[scalar][0]}{array}"
    return sql


def converter(graphql_type: Any, pg_type: str | None) -> Callable[[Any], Any] | None:
    """Return what Python still has to do with a value, if anything."""
    scalar = get_named_type(graphql_type)
    if isinstance(scalar, GraphQLEnumType):
        names = enum_names(scalar)
        return _each(names) if is_list(graphql_type) else names.get
    if (pg_type or "") in ("json", "jsonb"):
        return fragment
    return None


def enum_names(enum: GraphQLEnumType) -> dict[Any, str | None]:
    """Map what a column (or Python) may hold, a member's value or its name, to the GraphQL name."""
    names: dict[Any, str | None] = {None: None}
    for name, member in enum.values.items():
        value = member.value
        for spelling in (value, plain(value), name, getattr(value, "name", name)):
            names.setdefault(spelling, name)
    return names


def enum_values(enum: GraphQLEnumType, given: Any) -> list[str]:
    """Return the spellings under which a column may hold a member."""
    spellings = [str(plain(given)), getattr(given, "name", None)]
    spellings += [name for name, member in enum.values.items() if member.value in (given, plain(given))]
    return list(dict.fromkeys(s for s in spellings if s is not None))


def _each(names: dict[Any, str | None]) -> Callable[[Any], Any]:
    return lambda values: None if values is None else [names.get(value) for value in values]


def fragment(value: str | None) -> Any:
    """Put stored JSON into the response as it is."""
    return None if value is None else orjson.Fragment(value)


def plain(value: Any) -> Any:
    """Return what a statement can take: an enum's value, also inside lists."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value


def default(value: Any) -> Any:
    """Serialise what orjson does not know and derived fields may return."""
    if isinstance(value, Decimal | FastUUID):
        return str(value)
    if isinstance(value, timedelta):
        return iso_duration(value)
    raise TypeError(f"A value of type {type(value).__name__} cannot be part of a response.")


def iso_duration(value: timedelta) -> str:
    """Spell a duration in ISO 8601."""
    sign = "-" if value < timedelta(0) else ""
    value = abs(value)
    hours, rest = divmod(value.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    fraction = f".{value.microseconds:06d}".rstrip("0") if value.microseconds else ""
    return f"{sign}P{value.days}DT{hours}H{minutes}M{seconds}{fraction}S"


KEY_READERS: dict[str, Callable[[Any], Any]] = {
    "uuid": FastUUID,
    "int2": int,
    "int4": int,
    "int8": int,
}


def key_reader(pg_type: str) -> Callable[[Any], Any]:
    """Return how a key from a request is read for a column; it raises ValueError for what cannot be a key."""
    return KEY_READERS.get(pg_type, str)
