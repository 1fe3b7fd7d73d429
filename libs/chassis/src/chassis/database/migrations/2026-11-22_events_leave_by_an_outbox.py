"""A change and its event are written together; the event then gets its position in a log, and cursors follow it."""

from alembic import op

revision = "2026_11_22_events_leave_by_an_outbox"
down_revision = None
branch_labels = ("chassis",)
depends_on = None

EVENT = """
    event_id uuid not null,
    topic text not null,
    key text not null,
    version bigint not null,
    type text not null,
    subject text not null,
    dataschema text not null,
    traceparent text,
    payload bytea not null
"""

# The application role owns nothing and creates no table: the owner's function makes the partition of a position
# and the one after it, and says up to where there is room.
MAKE_ROOM = """
create function event_log_make_room(head bigint) returns bigint language plpgsql
security definer set search_path = public as $$
declare
    number bigint;
begin
    for number in head / 1000000 .. head / 1000000 + 1 loop
        execute format('create table if not exists event_log_%s partition of event_log for values from (%s) to (%s)',
                       number, number * 1000000, (number + 1) * 1000000);
    end loop;
    return (head / 1000000 + 2) * 1000000;
end $$
"""


def upgrade() -> None:
    op.execute(f"""create table outbox (
        id bigint generated always as identity primary key, {EVENT},
        created_at timestamptz not null default clock_timestamp(),
        unique (event_id))""")
    op.execute("""create table stream_head (
        topic text not null, key text not null, version bigint not null,
        primary key (topic, key)) with (fillfactor = 70)""")
    op.execute(f"""create table event_log (
        position bigint primary key, {EVENT},
        created_at timestamptz not null,
        published_at timestamptz not null default clock_timestamp()) partition by range (position)""")
    op.execute(MAKE_ROOM)
    op.execute("select event_log_make_room(0)")
    op.execute("""create table event_log_head (
        one boolean primary key default true check (one),
        log uuid not null default gen_random_uuid(),
        position bigint not null default 0)""")
    op.execute("insert into event_log_head default values")
    op.execute("""create table delivery_cursor (
        name text primary key, position bigint not null default 0, log uuid,
        owner_epoch bigint not null default 0, moved_at timestamptz not null default clock_timestamp())""")
    op.execute("""create table inbox (
        consumer text not null, event_id uuid not null, primary key (consumer, event_id))""")
    op.execute("""create table parked (
        consumer text not null, key text not null, position bigint not null, event jsonb not null,
        error text not null, attempts int not null, first_at timestamptz not null default clock_timestamp(),
        last_at timestamptz not null default clock_timestamp(), resolved_at timestamptz,
        primary key (consumer, position))""")
    op.execute("create index parked_open on parked (consumer, key, position) where resolved_at is null")
    op.execute("""create table idempotency (
        subject text not null, operation text not null, key uuid not null, input_hash bytea not null,
        result jsonb, created_at timestamptz not null default clock_timestamp(),
        primary key (subject, operation, key))""")
    op.execute("create index idempotency_age on idempotency (created_at)")


def downgrade() -> None:
    tables = "idempotency, parked, inbox, delivery_cursor, event_log_head, event_log, stream_head, outbox"
    op.execute(f"drop table {tables}")
    op.execute("drop function event_log_make_room")
