"""Rows of SQLModel tables, written by statements made once per table."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import configure_mappers
from sqlmodel import SQLModel

from chassis.database.pool import Connection

Row = dict[str, Any]
"""The values of a row by column, without those columns that the server fills."""


def table_of(model: type[SQLModel]) -> Table:
    """The table behind a SQLModel class."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


@lru_cache(maxsize=512)
def upsert_statement(model: type[SQLModel]) -> str:
    """`insert … on conflict (primary key) do update` of any number of rows, which come as one JSON array.

    Columns with a default of the server's (`created_at`) are left to it; `updated_at` is the time of the update.
    """
    table = table_of(model)
    columns = written_columns(model)
    key = [column.name for column in table.primary_key.columns]
    sets = [f'"{column}" = excluded."{column}"' for column in columns if column not in key]
    if sets and "updated_at" in table.columns:
        sets.append("updated_at = clock_timestamp()")
    action = f"do update set {', '.join(sets)}" if sets else "do nothing"
    return (
        f'insert into "{table.name}" ({_names(columns)}) select {_names(columns)} '  # noqa: S608 - names from our tables
        f'from jsonb_populate_recordset(null::"{table.name}", $1::jsonb) on conflict ({_names(key)}) {action}'
    )


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


async def save_rows(connection: Connection, model: type[SQLModel], rows: Sequence[Row]) -> None:
    """Inserts rows of one table, or updates those whose primary key exists."""
    if rows:
        await connection.execute(upsert_statement(model), rows)


async def fetch_rows(connection: Connection, model: type[SQLModel], *, lock: bool, **key: Any) -> list[Row]:
    """All rows with these column values, in the order of their primary key, locked if asked.

    Who only refers to a locked row by a foreign key does not wait.
    """
    named = tuple(name for name, value in key.items() if value is not None)
    # Nothing equals null, so what is not there is asked for in other words.
    empty = tuple(name for name, value in key.items() if value is None)
    statement = _select_statement(model, named, empty, lock)
    return [dict(row) for row in await connection.fetch(statement, *(key[name] for name in named))]


@lru_cache(maxsize=512)
def _select_statement(
    model: type[SQLModel], named: tuple[str, ...], empty: tuple[str, ...], lock: bool
) -> str:
    table = table_of(model)
    equal = [f'"{name}" = ${index}' for index, name in enumerate(named, start=1)]
    wanted = " and ".join([*equal, *(f'"{name}" is null' for name in empty)]) or "true"
    order = _names(column.name for column in table.primary_key.columns)
    suffix = " for no key update" if lock else ""
    columns = _names(written_columns(model))
    return f'select {columns} from "{table.name}" where {wanted} order by {order}{suffix}'  # noqa: S608 - as above


@lru_cache(maxsize=512)
def written_columns(model: type[SQLModel]) -> tuple[str, ...]:
    """The columns that the application writes."""
    # Attributes of rows that were not made by SQLAlchemy's session are readable only once its mappers are set up.
    configure_mappers()
    return tuple(column.name for column in table_of(model).columns if column.server_default is None)
