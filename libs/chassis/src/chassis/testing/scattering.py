"""Fills a database with rows whose ids are few and drawn by chance: everybody is related to something, never to all."""

import random
from collections.abc import Mapping, Sequence
from uuid import UUID

import asyncpg

from chassis.testing.planting import plain

Choices = Mapping[str, Mapping[str, Sequence[str]]]
"""By table and column, the words that may stand there."""

_COLUMNS = """
select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type, a.attnotnull as is_needed
from pg_class c join pg_attribute a on a.attrelid = c.oid
where c.relnamespace = 'public'::regnamespace and c.relname = any($1) and a.attnum > 0 and not a.attisdropped
  and a.attidentity = '' and a.attgenerated = ''
order by c.relname, a.attnum
"""
_CONSTRAINTS = """
select conrelid::regclass::text as "table", conname as name from pg_constraint
where connamespace = 'public'::regnamespace and contype in ('f', 'c', 'x') and conrelid <> 0 and conparentid = 0
"""
_RARELY = 0.25


async def scatter(
    owner: asyncpg.Connection,
    tables: Sequence[str],
    ids: Sequence[UUID],
    *,
    rows: int,
    chance: random.Random,
    choices: Choices | None = None,
) -> None:
    """Puts up to so many rows into each table; those that would be there twice are left out.

    Foreign keys and checks are dropped first: rows have to be readable, not sensible.
    """
    for found in await owner.fetch(_CONSTRAINTS):
        await owner.execute(
            f'alter table {found["table"]} drop constraint if exists "{found["name"]}" cascade'
        )
    columns: dict[str, list[asyncpg.Record]] = {}
    for column in await owner.fetch(_COLUMNS, tables):
        columns.setdefault(column["table"], []).append(column)
    for table, its_columns in columns.items():
        words = (choices or {}).get(table, {})
        for _ in range(rows):
            row = {each["column"]: _value(each, words, ids, chance) for each in its_columns}
            names = ", ".join(f'"{name}"' for name in row)
            await owner.execute(
                f'insert into "{table}" ({names}) values ({", ".join(row.values())}) on conflict do nothing'  # noqa: S608 - the catalogue's own names
            )


def _value(
    column: asyncpg.Record, words: Mapping[str, Sequence[str]], ids: Sequence[UUID], chance: random.Random
) -> str:
    name, type_name = column["column"], column["type"]
    if name in words:
        return f"'{chance.choice(words[name])}'"
    if not column["is_needed"] and chance.random() < _RARELY:
        return "null"
    if type_name == "uuid":
        return f"'{chance.choice(ids)}'"
    if type_name == "uuid[]":
        return f"'{{{', '.join(map(str, chance.sample(ids, 2)))}}}'"
    if type_name == "date":
        return f"current_date - {chance.choice((-9, 0, 9, 9_000))}"
    if type_name.startswith("timestamp"):
        return f"now() - interval '{chance.choice((0, 9))} days'"
    return plain(type_name, chance.choice(ids))
