"""Who stands in a queue is counted for viewers, and shown to none of them."""

from alembic import op

revision = "2026_11_22_queues_are_counted_not_shown"
down_revision = "2026_11_22_schools_propose_seats"
branch_labels = None
depends_on = None

# A family finds its own entry and no other; where it stands among the others it is told by these, as their owner
# counts. No id of an application leaves them.
COUNTS = """
create function queue_counts(of_queue uuid, own_key varchar)
returns table (tier integer, size bigint, before bigint, same bigint)
language sql stable security definer set search_path = public as $$
    select tier, count(*), count(*) filter (where key < own_key), count(*) filter (where key = own_key)
    from queue_entry where queue_id = of_queue group by tier
$$
"""
STEPS = """
create function queue_steps(of_queue uuid, own uuid, since timestamptz, told bigint)
returns table (version bigint, at timestamptz, kind varchar, rule varchar, is_own boolean,
               before_tier integer, before_key varchar, after_tier integer, after_key varchar)
language sql stable security definer set search_path = public as $$
    select version, at, kind, rule, application_id is not distinct from own,
           before_tier, before_key, after_tier, after_key
    from queue_step
    where queue_id = of_queue and at > since and version > told and kind <> 'SEAT_PLAN_CHANGED'
    order by version
$$
"""
# What everybody may read of a queue: tiers, and pseudonyms that are one campaign's.
STANDING = """
create function queue_standing(of_queue uuid) returns table (tier integer, child_ref varchar)
language sql stable security definer set search_path = public as $$
    select entry.tier, application.child_ref
    from queue_entry entry join application on application.id = entry.application_id
    where entry.queue_id = of_queue order by entry.tier, entry.key
$$
"""


def upgrade() -> None:
    for statement in (COUNTS, STEPS, STANDING):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop function queue_standing")
    op.execute("drop function queue_steps")
    op.execute("drop function queue_counts")
