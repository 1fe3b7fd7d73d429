"""The audit and the contracts of integrators were added side by side; from here on one migration follows the other."""

from collections.abc import Sequence

revision = "2026_11_22_the_audit_and_events_are_one_chain"
down_revision: Sequence[str] = (
    "2026_11_22_reads_and_changes_leave_a_trace",
    "2026_11_22_a_stopped_webhook_says_since_when",
)
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change nothing."""


def downgrade() -> None:
    """Change nothing."""
