"""The catchment map says how far areas are, of those too that a school does not take first; a choice remembers it."""

from alembic import op

revision = "2026_11_22_the_map_has_metres"
down_revision = ("2026_11_22_queues_are_counted_not_shown", "2026_11_22_regions_approve_campaigns")
branch_labels = None
depends_on = None

# Code that knows no metres draws a line only for an area that is first: so that is what a line says unless told.
MAP = """
alter table catchment
    add is_first boolean not null default true,
    add metres integer check (metres between 0 and 1000000)
"""


def upgrade() -> None:
    op.execute(MAP)
    op.execute("alter table choice add metres integer check (metres between 0 and 1000000)")


def downgrade() -> None:
    op.execute("delete from catchment where not is_first")
    op.execute("alter table choice drop metres")
    op.execute("alter table catchment drop metres, drop is_first")
