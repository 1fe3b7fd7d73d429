"""An office's webhook has its place in the log; what it did not take waits, in the order of each key."""

from alembic import op

revision = "2026_11_22_webhooks_remember_what_is_owed"
down_revision = "2026_11_22_events_leave_by_an_outbox"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""create table webhook (
        id uuid primary key, client text not null, url text not null, secrets text[] not null,
        topics text[] not null, types text[], position bigint not null,
        state text not null default 'ACTIVE' check (state in ('ACTIVE', 'PAUSED', 'DISABLED')), reason text,
        failing_since timestamptz, created_at timestamptz not null default clock_timestamp())""")
    # Without an hour an event waits behind an earlier one of its key.
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


def downgrade() -> None:
    op.execute("drop table webhook_attempt, webhook_owed, webhook")
