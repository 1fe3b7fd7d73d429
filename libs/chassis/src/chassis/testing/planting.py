"""Fills a database with one row a table and one id in all of them: whoever is there is related to everything."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

_OURS = (
    "alembic_version|outbox|stream_head|event_log.*|delivery_cursor|inbox|parked|idempotency|audit_.*"
    "|read_audit.*|change_audit.*|ended_session"
)
"""Tables of the platform itself: what stands in them is no record that anybody reads."""

_COLUMNS = """
select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type,
       a.attnotnull and a.attidentity = '' and a.attgenerated = '' and not a.atthasdef as is_needed
from pg_class c join pg_attribute a on a.attrelid = c.oid
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relispartition
  and a.attnum > 0 and not a.attisdropped and c.relname !~ $1
order by c.relname, a.attnum
"""
_CONSTRAINTS = """
select conrelid::regclass::text as "table", conname as name from pg_constraint
where connamespace = 'public'::regnamespace and contype in ('f', 'c', 'x') and conrelid <> 0
"""
_PLAIN: Mapping[str, str] = {
    "boolean": "false",
    "bytea": "''",
    "date": "current_date",
    "daterange": "'(,)'",
    "json": "'{}'",
    "jsonb": "'{}'",
    "time without time zone": "'08:00'",
    "timestamp with time zone": "now()",
}
"""What stands in a column that must not be empty, by its type; a number is 1, and a text is the id too."""


async def plant(
    owner: asyncpg.Connection, here: UUID, values: Mapping[str, Mapping[str, Any]] | None = None
) -> list[str]:
    """Put the row into every table, and return the tables; `values` are texts that a table's columns hold instead.

    Foreign keys and checks are dropped first: the row has to be readable, not sensible.
    """
    for found in await owner.fetch(_CONSTRAINTS):
        await owner.execute(f'alter table {found["table"]} drop constraint "{found["name"]}"')
    tables: dict[str, dict[str, str]] = {}
    for column in await owner.fetch(_COLUMNS, f"^({_OURS})$"):
        row = tables.setdefault(column["table"], {})
        told = (values or {}).get(column["table"], {}).get(column["column"])
        if told is not None:
            row[column["column"]] = f"'{told}'"
        elif column["type"].startswith("uuid"):
            row[column["column"]] = f"'{here}'" if column["type"] == "uuid" else f"array['{here}'::uuid]"
        elif column["is_needed"]:
            row[column["column"]] = plain(column["type"], here)
    for table, row in tables.items():
        names = ", ".join(f'"{name}"' for name in row)
        await owner.execute(f'insert into "{table}" ({names}) values ({", ".join(row.values())})')  # noqa: S608 - the catalogue's own names.
    return list(tables)


def plain(type_name: str, here: UUID) -> str:
    """What stands in a column of this type that has to do with nobody; a text is the id."""
    if type_name.endswith("[]"):
        return "'{}'"
    if type_name.startswith(("character", "text")):
        return f"'{here}'"
    return _PLAIN.get(type_name, "1")
