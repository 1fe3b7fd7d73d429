"""Where each event of enrollment happened: in the schools that it names, in its pupil's, in its campaign's district."""

from alembic import op

revision = "2026_11_22_events_of_enrollment_have_places"
down_revision = "2026_11_22_places_are_offered"
branch_labels = None
depends_on = "2026_11_22_an_integrator_reads_by_contract"

# An application concerns the schools that it names, wherever its family lives; so does whatever follows from it.
# A plan made while these tables were empty is kept by its session while thousands of families apply: whatever the
# statistics say, each step is a look-up by an index, never a scan, and is planned once.
PLACES = """
create or replace function event_places(ids uuid[]) returns uuid[] language plpgsql stable
set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
    applications uuid[];
    schools uuid[];
    districts uuid[];
begin
    if ids is null then
        return null;
    end if;
    applications := ids || array(
        select application_id from offer where id = any(ids)
        union all select application_id from appeal where id = any(ids)
    );
    schools := array(select id from school where id = any(
        ids
        || array(select school_id from student where id = any(
            ids || array(select student_id from guardianship where guardian_id = any(ids))))
        || array(select school_id from seat_plan where id = any(
            ids || array(select seat_plan_id from choice where application_id = any(applications))))
    ));
    districts := array(select id from district where id = any(
        ids
        || array(select district_id from school where id = any(schools))
        || array(select district_id from campaign where id = any(
            ids
            || array(select campaign_id from allocation_run where id = any(ids))
            || array(select campaign_id from application where id = any(applications))))
    ));
    return array(
        select unnest(schools || districts) union select region_id from district where id = any(districts)
    );
end $$
"""


def upgrade() -> None:
    op.execute(PLACES)


def downgrade() -> None:
    op.execute(
        "create or replace function event_places(ids uuid[]) returns uuid[] language sql as 'select ids'"
    )
