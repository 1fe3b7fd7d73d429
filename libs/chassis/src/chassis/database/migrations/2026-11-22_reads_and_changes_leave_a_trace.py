"""Who read which child's record and who changed what is written down, sealed, and changed by nobody."""

from alembic import op

from chassis.audit.tables import NAMES, STATEMENTS

revision = "2026_11_22_reads_and_changes_leave_a_trace"
down_revision = "2026_11_22_webhooks_remember_what_is_owed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    op.execute(f"drop table {NAMES}")
    op.execute("drop function audit_is_final")
