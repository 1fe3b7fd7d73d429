"""A dismissed appeal may be taken on until a day, and a rejection that nobody can appeal against is final."""

from alembic import op

revision = "2026_11_22_dismissals_become_final"
down_revision = "2026_11_22_the_map_has_metres"
branch_labels = None
depends_on = None

# Who was dismissed before there was a term has it from the day of the decision on.
OPEN = """
update appeal set carry_on_until = (updated_at at time zone 'utc')::date + 10
where state = 'DISMISSED' and instance = 1
"""
WAITING = (
    "create index ix_application_rejected on application (appeal_until) where state = 'REJECTED'",
    "create index ix_appeal_dismissed on appeal (carry_on_until) where state = 'DISMISSED' and instance = 1",
)


def upgrade() -> None:
    op.execute("alter table appeal add answer varchar, add carry_on_until date")
    op.execute(OPEN)
    for statement in WAITING:
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop index ix_appeal_dismissed")
    op.execute("drop index ix_application_rejected")
    op.execute("alter table appeal drop carry_on_until, drop answer")
