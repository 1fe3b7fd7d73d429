"""Why a claim was rejected is said in free words: old events of the forgotten lose them too."""

from alembic import op

revision = "2026_11_22_old_events_can_lose_the_words_of_claims"
down_revision = "2026_11_22_the_map_has_metres"
branch_labels = None
depends_on = None

# As with names: only of whom the list names, whoever asks.
SILENCE = """
create function silence_claim(of_event uuid, silent bytea) returns void language plpgsql
security definer set search_path = public as $$
begin
    update outbox set payload = silent where event_id = of_event
    and type = 'bilim.enrollment.PriorityClaimRejected.v1'
    and key in (select application.id::text from application join erased_person on erased_person.id = child_id);
    update event_log set payload = silent where event_id = of_event
    and type = 'bilim.enrollment.PriorityClaimRejected.v1'
    and key in (select application.id::text from application join erased_person on erased_person.id = child_id);
end $$
"""


def upgrade() -> None:
    op.execute(SILENCE)


def downgrade() -> None:
    op.execute("drop function silence_claim")
