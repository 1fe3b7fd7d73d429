"""Who was forgotten is on a list, so that no backup brings them back; their old events are found by their key."""

from alembic import op

revision = "2026_11_22_staff_can_be_forgotten"
down_revision = "2026_11_22_events_of_training_have_places"
branch_labels = None
depends_on = "2026_11_22_events_leave_by_an_outbox"

ERASED = """create table erased_person (
    id uuid primary key,
    erased_on date not null,
    order_number varchar not null,
    order_date date not null,
    created_at timestamptz not null default clock_timestamp())"""
NAMED = "create index event_log_person on event_log (key) where topic = 'bilim.training.person.v1'"


def upgrade() -> None:
    op.execute(ERASED)
    op.execute(NAMED)


def downgrade() -> None:
    op.execute("drop index event_log_person")
    op.execute("drop table erased_person")
