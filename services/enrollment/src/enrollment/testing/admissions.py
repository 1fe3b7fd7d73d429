"""A district that admits children: a campaign under a shipped pack, its seats, and families that have applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from chassis.ids import new_id
from chassis.text import sort_keys
from chassis.work import UnitOfWork
from enrollment.domain.admission.ages import Ages
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_facts import PriorityClaim
from enrollment.domain.admission.campaign import Campaign, CampaignKind, CampaignState, Wave
from enrollment.domain.admission.catchment import Home
from enrollment.domain.admission.child import Child, ChildGuardian, DocumentKind, StoredDocument
from enrollment.domain.admission.ids import (
    ApplicationId,
    CampaignId,
    ChildGuardianId,
    ChildId,
    RulePackId,
    SeatPlanId,
)
from enrollment.domain.admission.rule_pack import RegisteredPack
from enrollment.domain.admission.seat_plan import Programme, SeatPlan
from enrollment.domain.allocation.rule_packs import load
from enrollment.domain.guardian import Guardian
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import AcademicYearId, DistrictId, GuardianId, RegionId, SchoolId
from enrollment.domain.queue import Kind
from enrollment.domain.reference import AcademicYear, District, School
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit

APRIL_1 = datetime(2027, 4, 1, tzinfo=UTC)


@dataclass
class Clock:
    """A time that a test sets."""

    at: datetime = APRIL_1

    def __call__(self) -> datetime:
        """What time it is."""
        return self.at

    def passes(self, **span: float) -> None:
        """Lets time pass."""
        self.at += timedelta(**span)


@dataclass
class Admissions:
    """A campaign of one district, on the real database."""

    work: UnitOfWork[SqlEnrollmentUnit]
    rule_pack: str
    kind: CampaignKind = CampaignKind.GRADE_1
    clock: Clock = field(default_factory=Clock)
    region: RegionId = field(default_factory=lambda: RegionId(new_id()))
    district: DistrictId = field(default_factory=lambda: DistrictId(new_id()))
    year: AcademicYearId = field(default_factory=lambda: AcademicYearId(new_id()))
    campaign: CampaignId = field(default_factory=lambda: CampaignId(new_id()))

    async def open(self) -> "Admissions":
        """The campaign with its first wave open."""
        pack = load(self.rule_pack)
        async with self.work() as unit:
            unit.districts.add(District(self.district, self.region))
            year = AcademicYear(self.year, "2027-28", date(2027, 9, 1), date(2028, 8, 31))
            unit.academic_years.add(year)
            registered = RegisteredPack.register(RulePackId(new_id()), dict(pack.rules), source=pack.source)
            if not await unit.rule_packs.find_all(name=registered.name, version=registered.version):
                unit.rule_packs.add(registered)
            campaign = Campaign(
                self.campaign,
                registered.name,
                registered.version,
                (
                    Wave(APRIL_1, APRIL_1 + timedelta(days=90)),
                    Wave(APRIL_1 + timedelta(days=96), APRIL_1 + timedelta(days=150)),
                ),
                kind=self.kind,
                district_id=self.district,
                academic_year_id=self.year,
                categories=registered.categories,
                ages=Ages(1, 9, date(2027, 9, 1)),
                state=CampaignState.WAVE_OPEN,
                wave_no=1,
            )
            unit.campaigns.add(campaign)
        return self

    async def close_wave(self) -> None:
        """Ends the wave that is open."""
        async with self.work() as unit:
            campaign = await unit.campaigns.get(self.campaign)
            campaign.state = CampaignState.WAVE_CLOSED

    async def programme(self, seats: int, *, grade: int = 1) -> SeatPlanId:
        """A school with so many seats."""
        school, plan = SchoolId(new_id()), SeatPlanId(new_id())
        async with self.work() as unit:
            unit.schools.add(School(school, self.district, "Europe/Moscow"))
            # A story begins with what stands; what was told before it is nobody's matter in it.
            unit.seat_plans.add(SeatPlan(plan, self.campaign, Programme(school, grade, "ru"), seats))
        return plan

    async def family(self, name: str = "Амина") -> tuple[GuardianId, ChildId]:
        """A guardian and a child that is no pupil yet."""
        guardian, child = GuardianId(new_id()), ChildId(new_id())
        async with self.work() as unit:
            school = SchoolId(new_id())
            unit.guardians.add(Guardian(guardian, f"Мать {name}", sort_keys({"ru": name}), school))
            unit.children.add(
                Child(
                    id=child,
                    display_name=name,
                    sort_key=sort_keys({"ru": name}),
                    birth_date=date(2020, 5, 5),
                    registered_by=guardian,
                    documents=(StoredDocument(DocumentKind.BIRTH_CERTIFICATE, child.bytes, b"sealed"),),
                )
            )
            await unit.flush()
            unit.child_guardians.add(
                ChildGuardian(
                    id=ChildGuardianId(new_id()),
                    child_id=child,
                    guardian_id=guardian,
                    kind=GuardianshipKind.PARENT,
                    from_date=date(2020, 5, 5),
                )
            )
        return guardian, child

    async def application(
        self,
        plans: Sequence[SeatPlanId],
        *,
        after: float = 0,
        claims: Sequence[str] = (),
        near: Sequence[SeatPlanId] = (),
        metres: Mapping[SeatPlanId, int] | None = None,
        child: ChildId | None = None,
        ref: str | None = None,
    ) -> ApplicationId:
        """A registered application, received so many seconds after the opening, its claims verified."""
        received = APRIL_1 + timedelta(seconds=after)
        if child is None:
            _, child = await self.family()
        async with self.work() as unit:
            programmes = await unit.applications.programmes(self.campaign, list(plans))
            application = Application(
                ApplicationId(new_id()), self.campaign, child, child_ref=ref or str(UUID(int=child.int ^ 7))
            )
            home = Home(
                first={programmes[plan].school_id for plan in near},
                metres={programmes[plan].school_id: far for plan, far in (metres or {}).items()},
            )
            application.choose([programmes[plan] for plan in plans], at=received, home=home)
            application.claim([PriorityClaim(category) for category in claims])
            application.submit(at=received, receipt_no=str(application.id))
            unit.applications.add(application)
            await unit.applications.flush()
            await unit.queue_facts.note(Kind.SUBMITTED, application, at=received)
            for category in claims:
                application.verify_claim(category, None, by="registry", at=received)
                await unit.queue_facts.note(Kind.CLAIM_VERIFIED, application, at=received, rule=category)
            application.register()
            application.events.clear()
            return application.id
