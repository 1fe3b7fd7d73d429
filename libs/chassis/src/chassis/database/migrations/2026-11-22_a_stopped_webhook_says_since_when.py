"""Its owner sees not only why nothing is sent any more but since when."""

from alembic import op

revision = "2026_11_22_a_stopped_webhook_says_since_when"
down_revision = "2026_11_22_states_lie_on_compacted_topics"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table webhook add column stopped_at timestamptz")
    # The last thing that happened to one that is stopped was that it was stopped.
    op.execute(
        "update webhook set stopped_at = coalesce((select max(at) from webhook_attempt where webhook_id = webhook.id), "
        "changed_at) where stopped is not null"
    )


def downgrade() -> None:
    op.execute("alter table webhook drop column stopped_at")
