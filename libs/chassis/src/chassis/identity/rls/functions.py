"""What the database knows of who is asking: small functions over the settings of a transaction.

Nothing is held where nothing was told, so that a forgotten call shows nothing.
"""

SCHEMA = "bilim_policy"
"""Where the functions are, beside the tables as policies see them; no service may look names up there."""

# Bodies are parsed when they are made (`begin atomic`, `return`): no search path can put another function under them.
FUNCTIONS = f"""
create function {SCHEMA}.bilim_grants() returns table (role text, kind text, place text)
language sql stable parallel safe begin atomic
    select split_part(entry, '@', 1), split_part(split_part(entry, '@', 2), ':', 1), split_part(entry, ':', 2)
    from unnest(string_to_array(nullif(current_setting('bilim.grants', true), ''), ' ')) as entry;
end;

create function {SCHEMA}.bilim_holds(roles text[], of_kind text default 'country') returns boolean
language sql stable parallel safe
    return exists (select from {SCHEMA}.bilim_grants() as held where held.role = any(roles) and held.kind = of_kind);

create function {SCHEMA}.bilim_places(roles text[], of_kind text) returns setof uuid
language sql stable parallel safe begin atomic
    select held.place::uuid from {SCHEMA}.bilim_grants() as held where held.role = any(roles) and held.kind = of_kind;
end;

create function {SCHEMA}.bilim_plays(roles text[]) returns boolean
language sql stable parallel safe
    return exists (select from {SCHEMA}.bilim_grants() as held where held.role = any(roles));

create function {SCHEMA}.bilim_persons(of_kind text default null) returns setof uuid
language sql stable parallel safe begin atomic
    select split_part(entry, ':', 2)::uuid
    from unnest(string_to_array(nullif(current_setting('bilim.persons', true), ''), ' ')) as entry
    where of_kind is null or split_part(entry, ':', 1) = of_kind;
end;

create function {SCHEMA}.bilim_subject() returns text
language sql stable parallel safe return nullif(current_setting('bilim.subject', true), '');

create function {SCHEMA}.bilim_purpose() returns text
language sql stable parallel safe return nullif(current_setting('bilim.purpose', true), '');

create function {SCHEMA}.bilim_loa() returns integer
language sql stable parallel safe return coalesce(nullif(current_setting('bilim.loa', true), '')::integer, 0);
"""  # noqa: S608 - a name of our own
"""Who is asking, for policies."""
