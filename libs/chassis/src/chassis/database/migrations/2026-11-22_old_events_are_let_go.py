"""The log lets go of what is older than its days, a whole partition at a time, once every publisher is past it."""

from alembic import op

revision = "2026_11_22_old_events_are_let_go"
down_revision = "2026_11_22_the_audit_and_events_are_one_chain"
branch_labels = None
depends_on = None

# The log is closed to the service: what is young, what is unpublished and where the head stands stays, whoever asks.
# To drop a partition all readers wait a moment; where one of them takes long, it is tried again an hour later.
LET_GO = """
create function event_log_let_go(days int) returns int language plpgsql
security definer set search_path = public set lock_timeout = '1s' as $$
declare
    part record;
    newest timestamptz;
    gone int := 0;
begin
    for part in
        select relname as name, (substr(relname, length('event_log_') + 1)::bigint + 1) * 1000000 - 1 as last
        from pg_inherits join pg_class on pg_class.oid = inhrelid
        where inhparent = 'event_log'::regclass order by last
    loop
        exit when part.last >= (select position from event_log_head);
        exit when exists (select from delivery_cursor where name !~ '<' and position < part.last);
        execute format('select published_at from %I order by position desc limit 1', part.name) into newest;
        exit when newest > clock_timestamp() - make_interval(days => greatest(days, 1));
        execute format('drop table %I', part.name);
        gone := gone + 1;
    end loop;
    return gone;
end $$
"""


def upgrade() -> None:
    op.execute(LET_GO)


def downgrade() -> None:
    op.execute("drop function event_log_let_go")
