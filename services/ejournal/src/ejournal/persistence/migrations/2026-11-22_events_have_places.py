"""Where each event of the journal happened: in the schools that it names, or in that of its class or pupil."""

from alembic import op

revision = "2026_11_22_events_of_the_journal_have_places"
down_revision = "2026_11_22_classes_have_pupils_and_teachers"
branch_labels = None
depends_on = "2026_11_22_an_integrator_reads_by_contract"

PLACES = """
create or replace function event_places(ids uuid[]) returns uuid[] language sql stable as $$
with schools as (
    select unnest(ids) as id
    union select school_id from school_class where id = any(ids)
    union select school_id from stay where student_id = any(ids) and until_date is null
), known as (
    select school.id, district_id from school join schools using (id)
), districts as (
    select id, region_id from district where id = any(ids) or id = any(array(select district_id from known))
)
select array(
    select id from known union select id from districts union select region_id from districts
) where ids is not null
$$
"""


def upgrade() -> None:
    op.execute(PLACES)


def downgrade() -> None:
    op.execute(
        "create or replace function event_places(ids uuid[]) returns uuid[] language sql as 'select ids'"
    )
