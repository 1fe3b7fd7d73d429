"""A campaign is approved by its region before it is published; those that are published were."""

from alembic import op

revision = "2026_11_22_regions_approve_campaigns"
down_revision = "2026_11_22_schools_propose_seats"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table campaign add approved_at timestamptz")
    op.execute("update campaign set approved_at = created_at where state <> 'DRAFT'")


def downgrade() -> None:
    op.execute("alter table campaign drop approved_at")
