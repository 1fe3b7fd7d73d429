"""A consumer that was away too long remembers which versions the states held from which it was rebuilt."""

from alembic import op

revision = "2026_11_22_a_consumer_rebuilds_from_states"
down_revision = "2026_11_22_webhooks_are_copies_of_subscriptions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""create table state_known (
        consumer text not null, topic text not null, key text not null, version bigint not null,
        at timestamptz not null default clock_timestamp(), primary key (consumer, topic, key))""")


def downgrade() -> None:
    op.execute("drop table state_known")
