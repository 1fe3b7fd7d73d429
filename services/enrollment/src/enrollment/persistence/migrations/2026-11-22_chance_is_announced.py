"""A run names, with its commitment, where public randomness will come from; that is never changed afterwards."""

from alembic import op

revision = "2026_11_22_chance_is_announced"
down_revision = "2026_11_22_families_let_channels_act"
branch_labels = None
depends_on = None

STAYS = """
create trigger allocation_run_randomness_source_stays before update on allocation_run for each row
when (old.randomness_source <> new.randomness_source) execute function order_of_children_stays()
"""


def upgrade() -> None:
    op.execute("alter table allocation_run add randomness_source varchar not null default ''")
    # Runs of before this said it elsewhere, if they had any.
    op.execute("update allocation_run set randomness_source = '–' where public_randomness <> ''")
    op.execute("alter table allocation_run alter randomness_source drop default")
    op.execute(STAYS)


def downgrade() -> None:
    op.execute("drop trigger allocation_run_randomness_source_stays on allocation_run")
    op.execute("alter table allocation_run drop randomness_source")
