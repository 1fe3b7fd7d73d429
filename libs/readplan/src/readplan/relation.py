"""What the compiler knows of a table or a view: its name and the types of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_TYPES = {
    "UUID": "uuid", "Uuid": "uuid", "Integer": "int4", "INTEGER": "int4", "SmallInteger": "int2",
    "SMALLINT": "int2", "BigInteger": "int8", "BIGINT": "int8", "Float": "float8", "REAL": "float4",
    "Double": "float8", "DOUBLE_PRECISION": "float8", "Numeric": "numeric", "NUMERIC": "numeric",
    "DECIMAL": "numeric", "Boolean": "bool", "BOOLEAN": "bool", "Date": "date", "DATE": "date",
    "Time": "time", "TIME": "time", "Interval": "interval", "INTERVAL": "interval", "JSON": "json",
    "JSONB": "jsonb", "LargeBinary": "bytea", "BYTEA": "bytea",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view, the PostgreSQL type of each column, and which columns are never null."""

    name: str
    columns: Mapping[str, str]
    required: frozenset[str] = field(default=frozenset())


def relation(name: str, /, *, required: Iterable[str] = (), **columns: str) -> Relation:
    """Describe a relation that no metadata knows, usually a view: ``relation("page", id="uuid", …)``."""
    return Relation(name, columns, frozenset(required))


def keys(**columns: str) -> Relation:
    """Describe an entity that another service owns, known here by its key alone: ``keys(id="uuid")``."""
    return Relation("", columns, frozenset(columns))


def relations_of(metadata: Any) -> dict[str, Relation]:
    """Read every table of a SQLAlchemy (SQLModel) ``MetaData``, by name."""
    return {name: of_table(table) for name, table in metadata.tables.items()}


def of_table(table: Any) -> Relation:
    """Read one SQLAlchemy table."""
    columns = {column.name: type_of(column.type) for column in table.columns}
    return Relation(table.fullname, columns, frozenset(c.name for c in table.columns if not c.nullable))


def type_of(sa_type: Any) -> str:
    """Name the PostgreSQL type of a SQLAlchemy type; whatever is kept as characters is ``text``."""
    # A decorator (an encrypted or a branded column) is stored as its implementation.
    sa_type = getattr(sa_type, "impl_instance", sa_type)
    kind = type(sa_type).__name__
    if kind == "ARRAY":
        return type_of(sa_type.item_type) + "[]"
    if kind in ("DateTime", "TIMESTAMP", "DATETIME", "AwareDateTime"):
        return "timestamptz" if sa_type.timezone else "timestamp"
    if kind in ("Enum", "ENUM") and sa_type.native_enum and sa_type.name:
        return str(sa_type.name)
    return next((_TYPES[base.__name__] for base in type(sa_type).__mro__ if base.__name__ in _TYPES), "text")
