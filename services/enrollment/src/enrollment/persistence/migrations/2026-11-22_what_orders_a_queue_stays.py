"""Rules, seeds, hashes and files, from which alone an order of children follows, stay as they were registered."""

from alembic import op

revision = "2026_11_22_what_orders_a_queue_stays"
down_revision = "2026_11_22_old_events_of_enrollment_can_lose_a_name"
branch_labels = None
depends_on = None

# The same rules, claims, moments and seed give the same order for ever: so none of them may change under a queue.
REFUSE = """
create function order_of_children_stays() returns trigger language plpgsql as $$
begin
    raise exception 'What orders children stays: % of % is not allowed.', tg_op, tg_table_name
        using errcode = 'restrict_violation';
end $$
"""
RULE_PACK = """
create trigger rule_pack_stays before update or delete on rule_pack
for each row execute function order_of_children_stays()
"""
# Each of these is told to everybody once: the hash before chance comes in, the seed and the results after.
RUN = """
create trigger allocation_run_stays before update on allocation_run for each row when (
    (old.campaign_id, old.version, old.seed_commitment, old.requested_by)
        is distinct from (new.campaign_id, new.version, new.seed_commitment, new.requested_by)
    or old.freeze_hash <> coalesce(new.freeze_hash, '')
    or old.input_hash <> coalesce(new.input_hash, '')
    or old.output_hash <> coalesce(new.output_hash, '')
    or old.seed <> coalesce(new.seed, '')
    or old.input_hash is not null and old.public_randomness <> new.public_randomness
) execute function order_of_children_stays()
"""
RUN_IS_KEPT = """
create trigger allocation_run_is_kept before delete on allocation_run
for each row execute function order_of_children_stays()
"""
# Public randomness completes the document of a frozen run; after that both files are as their hashes say.
COMPUTED = """
create function computed_file_stays() returns trigger language plpgsql as $$
begin
    if exists (select from allocation_run where id = old.run_id and input_hash is not null) then
        raise exception 'The files of a computed run stay.' using errcode = 'restrict_violation';
    end if;
    return new;
end $$
"""
FILE = """
create trigger allocation_file_stays before update on allocation_file
for each row execute function computed_file_stays()
"""
FILE_IS_KEPT = """
create trigger allocation_file_is_kept before delete on allocation_file
for each row execute function order_of_children_stays()
"""


def upgrade() -> None:
    for statement in (REFUSE, RULE_PACK, RUN, RUN_IS_KEPT, COMPUTED, FILE, FILE_IS_KEPT):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop trigger allocation_file_is_kept on allocation_file")
    op.execute("drop trigger allocation_file_stays on allocation_file")
    op.execute("drop function computed_file_stays")
    op.execute("drop trigger allocation_run_is_kept on allocation_run")
    op.execute("drop trigger allocation_run_stays on allocation_run")
    op.execute("drop trigger rule_pack_stays on rule_pack")
    op.execute("drop function order_of_children_stays")
