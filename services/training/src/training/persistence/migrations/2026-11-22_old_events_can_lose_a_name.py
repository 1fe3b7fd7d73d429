"""Old events of a person keep their place in the log and lose the name."""

from alembic import op

revision = "2026_11_22_old_events_of_training_can_lose_a_name"
down_revision = "2026_11_22_staff_can_be_forgotten"
branch_labels = None
depends_on = "2026_11_22_events_leave_by_an_outbox"

# The log is closed to the service: only the words of whom the list names can be taken out of it, whoever asks.
SILENCE = """
create function silence_person(person text, silent bytea) returns void language plpgsql
security definer set search_path = public as $$
begin
    if not exists (select from erased_person where id = person::uuid) then
        return;
    end if;
    update outbox set payload = silent
    where key = person and topic = 'bilim.training.person.v1'
    and type = 'bilim.training.PersonChanged.v1';
    update event_log set payload = silent
    where key = person and topic = 'bilim.training.person.v1'
    and type = 'bilim.training.PersonChanged.v1';
end $$
"""


def upgrade() -> None:
    op.execute(SILENCE)


def downgrade() -> None:
    op.execute("drop function silence_person")
