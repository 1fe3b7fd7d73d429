"""Where events of enrollment happened, for contracts over a district."""

from chassis.clock import now
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import DistrictId, GuardianId, SchoolId, StudentId
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.link_guardian import LinkGuardian, link_guardian

CAMPAIGN = """
with pack as (insert into rule_pack (id, name, version, source, rules) values (gen_random_uuid(), 'x', 1, 'test', '{}'))
insert into campaign (id, district_id, kind, academic_year_id, rule_pack_id, rule_pack_version, categories, youngest,
                      oldest, ages_on, appeal_days, state, wave_no)
values ($1, $2, 'GRADE_1', gen_random_uuid(), 'x', 1, '{}', 6, 8, '2026-09-01', 3, 'DRAFT', 0)
"""
PLAN = """
insert into seat_plan (id, campaign_id, school_id, grade, language, profile, seats, held)
values ($1, $2, $3, 1, 'ru', '', 25, 0)
"""
Enrollment = Surroundings[SqlEnrollmentUnit]


async def test_whatever_is_told_of_a_pupil_happens_in_the_pupils_school(
    enrollment: Enrollment, student: StudentId, school: SchoolId, district: DistrictId
) -> None:
    region = await enrollment.pool.fetchval("select region_id from district")

    rows = await enrollment.pool.fetch("select type, places from outbox where key = $1", str(student))

    assert {row["type"].split(".")[2] for row in rows} == {"StudentEnrolled", "PersonChanged"}
    assert all(set(row["places"]) == {school, district, region} for row in rows)


async def test_a_guardianship_happens_in_the_school_of_the_ward(
    enrollment: Enrollment, student: StudentId, guardian: GuardianId, school: SchoolId
) -> None:
    command = LinkGuardian(student, guardian, GuardianshipKind.PARENT, now().date())

    await link_guardian(
        command, work=enrollment.work, permit=anybody, new_id=new_id, today=lambda _zone: now().date()
    )

    places = await enrollment.pool.fetchval("select places from outbox where topic like '%guardian%'")
    assert school in places


async def test_a_campaign_and_a_seat_plan_happen_in_their_district(
    enrollment: Enrollment, district: DistrictId, school: SchoolId
) -> None:
    campaign, plan = new_id(), new_id()
    await enrollment.pool.execute(CAMPAIGN, campaign, district)
    await enrollment.pool.execute(PLAN, plan, campaign, school)

    of_campaign = await enrollment.pool.fetchval("select event_places($1)", [campaign])
    of_plan = await enrollment.pool.fetchval("select event_places($1)", [plan])

    assert district in of_campaign
    assert school not in of_campaign
    assert {school, district} <= set(of_plan)
