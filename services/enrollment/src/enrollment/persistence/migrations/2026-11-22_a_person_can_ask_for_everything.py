"""What is held of a person is put together on request, and deleted after a week."""

from alembic import op

revision = "2026_11_22_a_person_can_ask_for_everything"
down_revision = "2026_11_22_a_person_can_be_forgotten"
branch_labels = None
depends_on = None

EXPORT = """create table person_export (
    id uuid primary key,
    person_id uuid not null,
    kind varchar not null,
    requested_by varchar not null,
    private_key bytea,
    document jsonb not null,
    state varchar not null,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp())"""


def upgrade() -> None:
    op.execute(EXPORT)
    op.execute("create index person_export_age on person_export (created_at)")


def downgrade() -> None:
    op.execute("drop table person_export")
