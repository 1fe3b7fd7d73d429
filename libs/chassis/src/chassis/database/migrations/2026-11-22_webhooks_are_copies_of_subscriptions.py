"""A webhook is one subscription that every service knows: each keeps its own place, what it owes, and its attempts."""

from alembic import op

revision = "2026_11_22_webhooks_are_copies_of_subscriptions"
down_revision = "2026_11_22_an_integrator_reads_by_contract"
branch_labels = None
depends_on = None

# `paused` is the wish of its owner; `stopped` is what this service did. `epoch` grows with every change, so that a
# delivery under way cannot move a place that was set back meanwhile.
WEBHOOK = """
create table webhook (
    id uuid primary key, contract_id uuid not null, url text not null, types text[], secrets jsonb not null,
    paused boolean not null, stopped text check (stopped in ('GONE', 'FAILING', 'HELD')), reason text,
    state text not null generated always as
        (coalesce(stopped, case when paused then 'PAUSED' else 'ACTIVE' end)) stored,
    log uuid not null, position bigint not null, epoch bigint not null default 1, failing_since timestamptz,
    changed_at timestamptz not null default clock_timestamp())
"""
# Without an hour an event waits behind an earlier one of its key.
OWED = """
create table webhook_owed (
    webhook_id uuid not null references webhook on delete cascade, position bigint not null, key text not null,
    attempts int not null default 0, next_at timestamptz, primary key (webhook_id, position))
"""
ATTEMPT = """
create table webhook_attempt (
    id uuid primary key, webhook_id uuid not null references webhook on delete cascade, position bigint not null,
    event_type text not null, attempt int not null, at timestamptz not null, outcome text not null,
    delivered boolean not null)
"""


def upgrade() -> None:
    # Nobody has written to these tables yet: no service delivered.
    op.execute("drop table webhook_attempt, webhook_owed, webhook")
    op.execute(WEBHOOK)
    op.execute("create index webhook_of_contract on webhook (contract_id)")
    op.execute(OWED)
    op.execute(
        "create index webhook_owed_due on webhook_owed (webhook_id, next_at) where next_at is not null"
    )
    op.execute(ATTEMPT)
    op.execute("create index webhook_attempt_latest on webhook_attempt (webhook_id, at desc, id desc)")
    op.execute("create index webhook_attempt_age on webhook_attempt (at)")


def downgrade() -> None:
    op.execute("drop table webhook_attempt, webhook_owed, webhook")
    op.execute("""create table webhook (
        id uuid primary key, client text not null, url text not null, secrets text[] not null,
        topics text[] not null, types text[], position bigint not null,
        state text not null default 'ACTIVE' check (state in ('ACTIVE', 'PAUSED', 'DISABLED')), reason text,
        failing_since timestamptz, created_at timestamptz not null default clock_timestamp())""")
    op.execute("""create table webhook_owed (
        webhook_id uuid not null references webhook on delete cascade, position bigint not null, key text not null,
        attempts int not null default 0, next_at timestamptz, primary key (webhook_id, position))""")
    op.execute(
        "create index webhook_owed_due on webhook_owed (webhook_id, next_at) where next_at is not null"
    )
    op.execute("""create table webhook_attempt (
        webhook_id uuid not null references webhook on delete cascade, position bigint not null,
        attempt int not null, at timestamptz not null, outcome text not null, delivered boolean not null,
        primary key (webhook_id, position, at))""")
