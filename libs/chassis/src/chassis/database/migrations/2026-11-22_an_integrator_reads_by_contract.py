"""An event says where it happened; a contract says what an integrator may see, and each read of it is kept."""

from alembic import op

revision = "2026_11_22_an_integrator_reads_by_contract"
down_revision = "2026_11_22_webhooks_remember_what_is_owed"
branch_labels = None
depends_on = None

# What an event names as its place, with all that lies around it. A service that knows schools replaces this by its
# own: it is called as the outbox is written, in the transaction of the change.
PLACES = """
create function event_places(ids uuid[]) returns uuid[] language sql immutable as $$ select ids $$
"""


def upgrade() -> None:
    # Null is the whole country; an empty list is a place that nobody could tell, which opens to nobody's district.
    op.execute("alter table outbox add places uuid[] default '{}'")
    op.execute("alter table event_log add places uuid[] default '{}'")
    op.execute(PLACES)
    op.execute("""create table integrator_contract (
        id uuid primary key, client text not null, topics jsonb not null, places uuid[], purpose text not null,
        valid_from timestamptz not null, valid_until timestamptz not null, ended_at timestamptz,
        version bigint not null)""")
    op.execute("""create table event_read (
        id uuid primary key, contract_id uuid not null, client text not null, channel text not null,
        topics text[] not null, from_position bigint not null, to_position bigint not null, count int not null,
        at timestamptz not null default clock_timestamp())""")
    op.execute("create index event_read_latest on event_read (at desc, id desc)")
    op.execute("create index event_read_of_contract on event_read (contract_id, at desc, id desc)")


def downgrade() -> None:
    op.execute("drop table event_read, integrator_contract")
    op.execute("drop function event_places")
    op.execute("alter table event_log drop places")
    op.execute("alter table outbox drop places")
