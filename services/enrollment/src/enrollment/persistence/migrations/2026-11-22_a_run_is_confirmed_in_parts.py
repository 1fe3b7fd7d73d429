"""A job keeps where it goes on, and a run knows the job that offers its places."""

from alembic import op

revision = "2026_11_22_a_run_is_confirmed_in_parts"
down_revision = "2026_11_22_a_person_can_ask_for_everything"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table job add reached jsonb not null default '{}'")
    op.execute("alter table allocation_run add confirmation_id uuid references job")


def downgrade() -> None:
    op.execute("alter table allocation_run drop confirmation_id")
    op.execute("alter table job drop reached")
