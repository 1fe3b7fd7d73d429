"""Opens a campaign in a loaded district, so that there is something to apply for: rules, seats, and one family."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from chassis.clock import now, today
from chassis.work import Work
from devhost.loading.classes import LANGUAGE
from devhost.loading.giving import ids_from, installer
from devhost.loading.ids import stable_id
from devhost.loading.personas import school_with_everybody
from devhost.loading.plan import DistrictPlan
from enrollment.domain.admission.ages import Ages
from enrollment.domain.admission.campaign import CampaignKind, Wave
from enrollment.domain.admission.child import DocumentKind
from enrollment.domain.admission.ids import CampaignId, ChildId, SeatPlanId
from enrollment.domain.admission.seat_plan import Programme
from enrollment.domain.allocation.rule_packs import load, shipped
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import AcademicYearId, DistrictId, GuardianId, SchoolId
from enrollment.papers import civil_register, seals
from enrollment.usecases.admission.approve_campaign import ApproveCampaign, approve_campaign
from enrollment.usecases.admission.draft_campaign import DraftCampaign, draft_campaign
from enrollment.usecases.admission.draw_catchment import DrawCatchment, draw_catchment
from enrollment.usecases.admission.open_wave import OpenWave, open_wave
from enrollment.usecases.admission.ports import Document
from enrollment.usecases.admission.publish_campaign import PublishCampaign, publish_campaign
from enrollment.usecases.admission.register_child import RegisterChild, register_child
from enrollment.usecases.admission.register_rule_pack import RegisterRulePack, register_rule_pack
from enrollment.usecases.admission.set_seat_plan import SetSeatPlan, set_seat_plan
from enrollment.usecases.admission.submit_application import SubmitApplication, submit_application

RULES = ("ru-grade1", 3)
SEATS = 25
OPEN_DAYS = 365


def rule_pack_id(name: str) -> UUID:
    """The id of a shipped rule pack."""
    return stable_id("rule-pack", name)


def campaign_id(plan: DistrictPlan) -> UUID:
    """The campaign of a loaded district."""
    return stable_id("campaign", plan.district.code)


def applicant_id(plan: DistrictPlan) -> UUID:
    """The child for whom the persona `guardian` has applied."""
    return stable_id("applicant", plan.district.code)


async def rules(work: Work[Any]) -> None:
    """All rule packs that are shipped."""
    for name in shipped():
        pack = load(name)
        await register_rule_pack(
            RegisterRulePack(pack.rules, pack.source),
            work=work,
            permit=installer,
            new_id=ids_from(rule_pack_id(name)),
        )


async def campaign(plan: DistrictPlan, work: Work[Any]) -> None:
    """Places in grade 1 of every school, for who is registered by a year from now."""
    opens = now()
    command = DraftCampaign(
        kind=CampaignKind.GRADE_1,
        district=DistrictId(plan.district_id),
        academic_year=AcademicYearId(plan.year.id),
        rule_pack=RULES[0],
        rule_pack_version=RULES[1],
        ages=Ages(6, 8, date(plan.year.ends.year, 9, 1)),
        waves=[Wave(opens, opens + timedelta(days=OPEN_DAYS))],
    )
    made = await draft_campaign(command, work=work, permit=installer, new_id=ids_from(campaign_id(plan)))
    await approve_campaign(ApproveCampaign(made), work=work, permit=installer, now=now)
    await publish_campaign(PublishCampaign(made), work=work, permit=installer)
    for school in plan.schools:
        programme = Programme(SchoolId(school.id), 1, LANGUAGE)
        seats = SetSeatPlan(made, programme, SEATS, f"{plan.year.code}/1", plan.year.starts)
        await set_seat_plan(
            seats, work=work, permit=installer, new_id=ids_from(seat_plan_id(school.id)), now=now
        )
        areas = DrawCatchment(SchoolId(school.id), [str(school.row.number)])
        await draw_catchment(areas, work=work, permit=installer)
    await open_wave(OpenWave(made), work=work, permit=installer, now=now)


async def family(plan: DistrictPlan, work: Work[Any]) -> None:
    """The persona `guardian` registers a younger child and applies at the school of the others."""
    school = school_with_everybody(plan)
    guardian = next(one for one in school.families.guardians if len(one.wards) > 1)
    command = RegisterChild(
        guardian=GuardianId(guardian.id),
        kind=GuardianshipKind.PARENT,
        display_name=f"{guardian.name.full.split()[0]} Амина",
        birth_date=date(plan.year.ends.year - 7, 5, 5),
        documents=[Document(DocumentKind.NATIONAL_ID, national_id_of(plan))],
        area=str(school.row.number),
    )
    child: ChildId = await register_child(
        command,
        work=work,
        permit=installer,
        new_id=ids_from(applicant_id(plan)),
        today=today,
        seals=seals(),
        register=civil_register(),
    )
    async with work() as unit:
        await unit.flush()
    await submit_application(
        SubmitApplication(CampaignId(campaign_id(plan)), child, [SeatPlanId(seat_plan_id(school.id))]),
        work=work,
        permit=installer,
        new_id=ids_from(stable_id(child, "application")),
        now=now,
    )


def national_id_of(plan: DistrictPlan) -> str:
    """The number on the child's paper: another one in each district, for a child is registered once."""
    digits = f"{applicant_id(plan).int % 10**9:09}"
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]} 00"


def seat_plan_id(school: UUID) -> UUID:
    """The seat plan of a school's first grade."""
    return stable_id("seat-plan", school)
