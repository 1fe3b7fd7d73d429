"""PostgreSQL's row-level security, written down apart, shows the same rows as the compiled policies."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from readplan import ReadPlan

from .register.naive import Naive
from .register.policy import Caller
from .register.queries import made
from .test_same_as_naive import VIEWERS, agree
from .test_same_as_naive import pytestmark as abandoned

# A table's rule speaks of the rows of the tables above it, whose own rules apply there again.
RULES = """
create role reader;
grant select on all tables in schema public to reader;
create function scope() returns text language sql stable as $$ select current_setting('reader.scope') $$;
create function ids() returns uuid[] language sql stable as $$ select current_setting('reader.ids')::uuid[] $$;
-- A pupil's school and a school's pupils would ask each other for ever: one of the two asks a helper.
create function own_schools() returns setof uuid language sql stable security definer as
  $$ select school_id from pupil where id = any(current_setting('reader.ids')::uuid[]) $$;
create policy seen on school to reader using (case scope()
  when 'COUNTRY' then true when 'DISTRICT' then district_id = any(ids()) when 'SCHOOL' then id = any(ids())
  when 'SELF' then id in (select own_schools()) else false end);
create policy seen on pupil to reader using (case scope()
  when 'COUNTRY' then true when 'SELF' then id = any(ids())
  when 'SCHOOL' then school_id = any(ids()) when 'DISTRICT' then exists
    (select from school s where s.id = pupil.school_id and s.district_id = any(ids())) else false end);
create policy seen on form to reader using (case scope()
  when 'SELF' then id in (select form_id from placement where pupil_id = any(ids()))
  else school_id in (select id from school) end);
create policy seen on mark to reader using (pupil_id in (select id from pupil));
create policy seen on thing to reader using
  (kind = 'BOOK' or (scope() <> 'SELF' and school_id in (select id from school)));
"""
pytestmark = abandoned

TABLES = ("school", "pupil", "form", "mark", "thing")


@pytest.fixture(scope="module")
async def secured(pool: Any) -> AsyncIterator[Any]:
    """The pool of a database whose tables have rules for the role ``reader``."""
    async with pool.acquire() as connection:
        await connection.execute(RULES)
        for table in TABLES:
            await connection.execute(f"alter table {table} enable row level security")
    yield pool
    async with pool.acquire() as connection:
        for table in TABLES:
            await connection.execute(
                f"drop policy seen on {table}; alter table {table} disable row level security"
            )
        await connection.execute(
            "drop function scope(), ids(), own_schools(); drop owned by reader; drop role reader"
        )


async def compare_secured(engine: ReadPlan[Caller], pool: Any, seed: int) -> None:
    query, variables = made(seed)
    caller = VIEWERS[seed % len(VIEWERS)]
    async with pool.acquire() as owner, pool.acquire() as guarded:
        await guarded.execute("set role reader")
        await guarded.fetch("select set_config('reader.scope', $1, false)", caller.scope)
        await guarded.fetch("select set_config('reader.ids', $1, false)", "{" + ",".join(caller.grants) + "}")
        try:
            await agree(engine, Naive(owner, caller, guarded=guarded), seed, query, variables)
        finally:
            await guarded.execute("reset role")


@pytest.mark.parametrize("batch", range(4))
async def test_compiled_policies_show_what_row_level_security_shows(
    engine: ReadPlan[Caller], secured: Any, batch: int
) -> None:
    for seed in range(20_000 + batch * 40, 20_040 + batch * 40):
        await compare_secured(engine, secured, seed)


@pytest.mark.long
@pytest.mark.parametrize("batch", range(10))
async def test_compiled_policies_show_what_row_level_security_shows_in_thousands(
    engine: ReadPlan[Caller], secured: Any, batch: int
) -> None:
    for seed in range(21_000 + batch * 100, 21_100 + batch * 100):
        await compare_secured(engine, secured, seed)
