"""Tells PostgreSQL who is asking, for the time of a transaction: row-level security is the second, separate layer.

A service's first migration runs `FUNCTIONS`; its policies are written by hand, not made from `policy.py`, so that a
mistake in one layer meets the other::

    alter table student enable row level security;
    alter table student force row level security;
    create policy student_read on student for select using (
        bilim_holds(array['ministry']) or school_id = any(array(select bilim_places(array['director'], 'school'))));
"""

import asyncpg

from chassis.identity.viewer import Viewer

FUNCTIONS = """
create function bilim_grants() returns table (role text, kind text, place text)
language sql stable parallel safe as $$
    select split_part(entry, '@', 1), split_part(split_part(entry, '@', 2), ':', 1), split_part(entry, ':', 2)
    from unnest(string_to_array(nullif(current_setting('bilim.grants', true), ''), ' ')) as entry
$$;

create function bilim_holds(roles text[]) returns boolean
language sql stable parallel safe as $$
    select exists (select from bilim_grants() as held where held.role = any(roles) and held.kind = 'country')
$$;

create function bilim_places(roles text[], of_kind text) returns setof uuid
language sql stable parallel safe as $$
    select held.place::uuid from bilim_grants() as held where held.role = any(roles) and held.kind = of_kind
$$;

create function bilim_plays(roles text[]) returns boolean
language sql stable parallel safe as $$
    select exists (select from bilim_grants() as held where held.role = any(roles))
$$;

create function bilim_persons(of_kind text) returns setof uuid
language sql stable parallel safe as $$
    select split_part(entry, ':', 2)::uuid
    from unnest(string_to_array(nullif(current_setting('bilim.persons', true), ''), ' ')) as entry
    where split_part(entry, ':', 1) = of_kind
$$;
"""
"""Who is asking, for policies: nothing is held where nothing was told, so a forgotten call shows nothing."""


async def tell_viewer(connection: asyncpg.Connection, viewer: Viewer) -> None:
    """Name the viewer to this transaction; must run inside one, for outside the pool would hand the name on."""
    if not connection.is_in_transaction():
        raise RuntimeError("tell_viewer needs an open transaction: SET LOCAL ends with it.")
    await connection.execute(
        "select set_config('bilim.grants', $1, true), set_config('bilim.persons', $2, true)",
        " ".join(map(str, viewer.grants)),
        " ".join(map(str, viewer.persons)),
    )
