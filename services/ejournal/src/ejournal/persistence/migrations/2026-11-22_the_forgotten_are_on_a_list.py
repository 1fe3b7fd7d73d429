"""The journal remembers whom it forgot, and tells it to whoever comes back from a backup, however old that is."""

from alembic import op

revision = "2026_11_22_the_journal_lists_the_forgotten"
down_revision = "2026_11_22_events_of_the_journal_have_places"
branch_labels = None
depends_on = None

LIST = """create table forgotten_person (
    id uuid primary key,
    kind varchar not null,
    forgotten_on date not null,
    created_at timestamptz not null default clock_timestamp())"""


def upgrade() -> None:
    op.execute(LIST)


def downgrade() -> None:
    op.execute("drop table forgotten_person")
