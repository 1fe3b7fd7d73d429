"""A district on the evening before: a campaign about to open, programmes with few seats, families with their tokens."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.database.pool import Pool
from chassis.identity.development import DevelopmentIssuer
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from enrollment.domain.admission.ages import Ages
from enrollment.domain.admission.campaign import CampaignKind, Wave
from enrollment.domain.admission.ids import CampaignId, SeatPlanId
from enrollment.domain.admission.offer_refusals import NoVacancy, SeatAlreadyHeld
from enrollment.domain.admission.seat_plan import Programme
from enrollment.domain.allocation.rule_packs import load
from enrollment.domain.ids import AcademicYearId, DistrictId, RegionId, SchoolId
from enrollment.domain.reference import AcademicYear, District, School
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.admission.approve_campaign import ApproveCampaign, approve_campaign
from enrollment.usecases.admission.draft_campaign import DraftCampaign, draft_campaign
from enrollment.usecases.admission.open_wave import OpenWave, open_wave
from enrollment.usecases.admission.publish_campaign import PublishCampaign, publish_campaign
from enrollment.usecases.admission.register_rule_pack import RegisterRulePack, register_rule_pack
from enrollment.usecases.admission.set_seat_plan import SetSeatPlan, set_seat_plan

PROGRAMMES = 40
SEATS = 25
CHILDREN_OF_ONE = 10
"""Children a guardian applies for, so that tokens are as many as a gateway meets and not one of each is new."""

_GUARDIANS = """
insert into guardian (id, display_name, sort_key, registered_by)
select unnest($1::uuid[]), 'Мать', '{"ru": "kd"}', $2
"""
_CHILDREN = """
with family as (select * from unnest($1::uuid[], $2::uuid[]) as one (child, guardian)),
made as (
    insert into child (id, display_name, sort_key, birth_date, registered_by)
    select child, 'Ребёнок', '{"ru": "kd"}', $3, guardian from family
), papers as (
    insert into child_document (child_id, kind, sealed, match)
    select child, 'NATIONAL_ID', uuid_send(child), uuid_send(child) from family
)
insert into child_guardian (id, child_id, guardian_id, kind, from_date)
select gen_random_uuid(), child, guardian, 'PARENT', $3 from family
"""


@dataclass(frozen=True, slots=True)
class Family:
    """A child, and the token of who applies for it."""

    child: UUID
    token: str


@dataclass(frozen=True, slots=True)
class World:
    """What the clients need to know."""

    campaign: CampaignId
    plans: list[SeatPlanId]
    families: list[Family]


async def make_world(
    enrollment: Surroundings[SqlEnrollmentUnit], issuer: DevelopmentIssuer, children: int
) -> World:
    """A campaign that has just opened, and so many families."""
    school, campaign, plans = await _campaign(enrollment)
    families = await _families(enrollment.pool, issuer, school, children)
    return World(campaign, plans, families)


async def _campaign(
    enrollment: Surroundings[SqlEnrollmentUnit],
) -> tuple[SchoolId, CampaignId, list[SeatPlanId]]:
    kit: dict[str, Any] = {"work": enrollment.work, "permit": anybody}
    district, year = DistrictId(new_id()), AcademicYearId(new_id())
    schools = [School(SchoolId(new_id()), district, "Europe/Moscow") for _ in range(PROGRAMMES)]
    async with enrollment.work() as unit:
        unit.districts.add(District(district, RegionId(new_id())))
        unit.academic_years.add(AcademicYear(year, "2027-28", date(2027, 9, 1), date(2028, 8, 31)))
        for school in schools:
            unit.schools.add(school)
        known = await unit.rule_packs.find(name="ru-grade1", version=3)
    if known is None:
        pack = load("ru-grade1")
        await register_rule_pack(RegisterRulePack(pack.rules, pack.source), **kit, new_id=new_id)
    opens = datetime.now(UTC) - timedelta(minutes=1)
    command = DraftCampaign(
        CampaignKind.GRADE_1,
        district,
        year,
        "ru-grade1",
        3,
        Ages(6, 8, date(2027, 9, 1)),
        [Wave(opens, opens + timedelta(days=90))],
    )
    campaign = await draft_campaign(command, **kit, new_id=new_id)
    await approve_campaign(ApproveCampaign(campaign), **kit, now=now)
    await publish_campaign(PublishCampaign(campaign), **kit)
    plans = [
        await set_seat_plan(
            SetSeatPlan(campaign, Programme(school.id, 1, "ru"), SEATS, "17-п", date(2027, 3, 1)),
            **kit,
            new_id=new_id,
            now=now,
        )
        for school in schools
    ]
    await open_wave(OpenWave(campaign), **kit, now=now)
    return schools[0].id, campaign, plans


async def _families(pool: Pool, issuer: DevelopmentIssuer, school: SchoolId, children: int) -> list[Family]:
    guardians = [new_id() for _ in range(-(-children // CHILDREN_OF_ONE))]
    tokens = [
        issuer.sign(
            f"mother-{each}",
            client="bench",
            grants=[f"guardian@school:{school}"],
            person=[f"guardian:{each}"],
        )
        for each in guardians
    ]
    ids = [new_id() for _ in range(children)]
    answering = [guardians[number // CHILDREN_OF_ONE] for number in range(children)]
    await pool.execute(_GUARDIANS, guardians, school)
    for begin in range(0, children, 2000):
        await pool.execute(
            _CHILDREN, ids[begin : begin + 2000], answering[begin : begin + 2000], date(2020, 5, 5)
        )
    return [Family(child, tokens[number // CHILDREN_OF_ONE]) for number, child in enumerate(ids)]


async def hold_seat(enrollment: Surroundings[SqlEnrollmentUnit], plan: SeatPlanId, application: UUID) -> bool:
    """What an offer does to a seat; False where none is free or the application has gone."""
    async with enrollment.work() as unit:
        found = await unit.applications.get(application)
        if not found.active:
            return False
        try:
            (await unit.seat_plans.get(plan)).hold(found.id)
        except (NoVacancy, SeatAlreadyHeld):
            return False
        return True


def now() -> datetime:
    """What time it is."""
    return datetime.now(UTC)
