"""A queue knows how many wait in it, so that the rank of who comes last is not counted from the first."""

from alembic import op

revision = "2026_11_22_a_queue_knows_its_length"
down_revision = ("2026_11_22_old_events_can_lose_the_words_of_claims", "2026_11_22_dismissals_become_final")
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table queue add waiting bigint not null default 0")
    op.execute("update queue set waiting = (select count(*) from queue_entry where queue_id = queue.id)")


def downgrade() -> None:
    op.execute("alter table queue drop waiting")
