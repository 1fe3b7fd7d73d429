"""How far the compacted topics have been filled with the states that were there before them."""

from alembic import op

revision = "2026_11_22_states_lie_on_compacted_topics"
down_revision = "2026_11_22_a_consumer_rebuilds_from_states"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""create table states_filled (
        topic text primary key, after uuid, is_complete boolean not null default false,
        moved_at timestamptz not null default clock_timestamp())""")


def downgrade() -> None:
    op.execute("drop table states_filled")
