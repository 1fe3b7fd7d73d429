"""Training tells ahead of time who will leave a school; until that day the journal remembers it."""

from alembic import op

revision = "2026_11_22_the_journal_remembers_who_leaves"
down_revision = "2026_11_22_the_journal_lists_the_forgotten"
branch_labels = None
depends_on = None

LEAVING = """create table staff_leaving (
    teacher_id uuid not null,
    school_id uuid not null,
    left_on date not null,
    primary key (teacher_id, school_id))"""


def upgrade() -> None:
    op.execute(LEAVING)


def downgrade() -> None:
    op.execute("drop table staff_leaving")
