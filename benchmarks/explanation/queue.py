"""A queue of any length as facts would have made it, and the steps of its last month, written by a few statements."""

from __future__ import annotations

import asyncpg
import orjson

from enrollment.domain.allocation.rule_packs import rule_pack

MIDDLE = "00000000-0000-7000-8000-00000000a11a"
SCHOOL = "00000000-0000-7000-8000-0000000005c0"
_PLAN = "00000000-0000-7000-8000-0000000000b1"
_CAMPAIGN = "00000000-0000-7000-8000-0000000000ca"

_STORY = f"""
insert into rule_pack (id, name, version, source, rules) values (gen_random_uuid(), 'kz-kindergarten', 1, '', $1);
insert into campaign (id, kind, district_id, academic_year_id, rule_pack_id, rule_pack_version, categories,
                      youngest, oldest, ages_on, appeal_days, state, wave_no)
values ('{_CAMPAIGN}', 'KINDERGARTEN', gen_random_uuid(), gen_random_uuid(), 'kz-kindergarten', 1, '{{}}',
        1, 7, '2027-09-01', 10, 'OFFERING', 1);
insert into seat_plan (id, campaign_id, school_id, grade, language, profile, seats, held)
values ('{_PLAN}', '{_CAMPAIGN}', '{SCHOOL}', 0, 'kk', '', 100, 100);
insert into queue (id, campaign_id, version, admitted) values ('{_PLAN}', '{_CAMPAIGN}', 0, '{{0,25,75}}');
"""
_MOMENT = "timestamptz '2027-01-01' + {n} * interval '1 minute'"
_KEY = "to_char(" + _MOMENT + ", 'YYYY-MM-DD\"T\"HH24:MI:SS.000\"Z\"') || '|' || md5({n}::text)"
_ENTRIES = f"""
insert into queue_entry (queue_id, application_id, tier, key)
select '{_PLAN}', case when n = $1 / 2 then '{MIDDLE}'::uuid else gen_random_uuid() end,
       case when n % 4 = 1 then 1 else 2 end, {_KEY.format(n="n")}
from generate_series(1, $1::integer) n
"""
_STEPS = f"""
insert into queue_step (queue_id, version, at, kind, rule, application_id, before_tier, before_key)
select '{_PLAN}', n, timestamptz '2027-05-01' + n * interval '10 minutes', 'WITHDRAWN', '', gen_random_uuid(),
       case when n % 4 = 1 then 1 else 2 end, {_KEY.format(n="(n * 7)")}
from generate_series(1, $1::integer) n
"""


async def write_queue(owner: asyncpg.Connection[asyncpg.Record], *, children: int, steps: int) -> None:
    """Write a queue with a child in its middle whose application chose it."""
    rules = orjson.dumps(rule_pack("kz-kindergarten")).decode()
    first, *rest = _STORY.strip().split(";\n")
    await owner.execute(first, rules)
    for statement in rest:
        await owner.execute(statement)
    # The application and what it hangs on are not what is measured.
    await owner.execute("set session_replication_role = replica")
    await owner.execute(
        "insert into choice (application_id, seat_plan_id, rank, since, in_catchment)"
        f" values ('{MIDDLE}', '{_PLAN}', 1, now(), false)"
    )
    await owner.execute(_ENTRIES, children)
    await owner.execute(_STEPS, steps)
    await owner.execute("analyze queue_entry")
    await owner.execute("analyze queue_step")
