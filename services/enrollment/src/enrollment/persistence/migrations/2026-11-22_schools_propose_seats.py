"""Schools propose seats, and offices answer."""

from alembic import op

revision = "2026_11_22_schools_propose_seats"
down_revision = "2026_11_22_what_orders_a_queue_stays"
branch_labels = None
depends_on = None

PROPOSALS = """
create table seat_proposal (
    id uuid primary key,
    seat_plan_id uuid not null references seat_plan,
    school_id uuid not null,
    seats integer not null check (seats >= 0),
    reason varchar not null,
    state varchar not null,
    answer varchar not null,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
)
"""


def upgrade() -> None:
    op.execute(PROPOSALS)
    op.execute(
        "create unique index seat_proposal_open_once on seat_proposal (seat_plan_id) where state = 'OPEN'"
    )
    op.execute("create index ix_seat_proposal_seat_plan_id on seat_proposal (seat_plan_id)")
    op.execute("create index ix_seat_proposal_school_id on seat_proposal (school_id)")


def downgrade() -> None:
    op.execute("drop table seat_proposal")
