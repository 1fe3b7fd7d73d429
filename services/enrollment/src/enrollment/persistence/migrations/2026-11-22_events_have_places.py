"""Where each event of enrollment happened: in the schools that it names, in its pupil's, in its campaign's district."""

from alembic import op

revision = "2026_11_22_events_of_enrollment_have_places"
down_revision = "2026_11_22_places_are_offered"
branch_labels = None
depends_on = "2026_11_22_an_integrator_reads_by_contract"

# An application concerns the schools that it names, wherever its family lives; so does whatever follows from it.
PLACES = """
create or replace function event_places(ids uuid[]) returns uuid[] language sql stable as $$
with applications as (
    select unnest(ids) as id
    union select application_id from offer where id = any(ids)
    union select application_id from appeal where id = any(ids)
), campaigns as (
    select unnest(ids) as id
    union select campaign_id from allocation_run where id = any(ids)
    union select campaign_id from application where id in (select id from applications)
), pupils as (
    select unnest(ids) as id union select student_id from guardianship where guardian_id = any(ids)
), schools as (
    select unnest(ids) as id
    union select school_id from student where id in (select id from pupils)
    union select school_id from seat_plan where id = any(ids)
    union select school_id from choice join seat_plan on seat_plan.id = choice.seat_plan_id
    where application_id in (select id from applications)
), known as (
    select school.id, district_id from school join schools using (id)
), districts as (
    select id, region_id from district
    where id = any(ids) or id in (select district_id from known)
       or id in (select district_id from campaign where id in (select id from campaigns))
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
