"""A district's office and the families before it: each verb with what a story does not care about filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.ids import new_id
from chassis.national_ids import NationalIds
from chassis.testing.surroundings import Surroundings, anybody
from enrollment.domain.admission.ages import Ages
from enrollment.domain.admission.application_facts import PriorityClaim
from enrollment.domain.admission.campaign import CampaignKind, Wave
from enrollment.domain.admission.catchment import Measured
from enrollment.domain.admission.child import CivilEntry, DocumentKind
from enrollment.domain.admission.ids import ApplicationId, CampaignId, ChildId, SeatPlanId
from enrollment.domain.admission.seat_plan import Programme
from enrollment.domain.allocation.rule_packs import load
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import AcademicYearId, DistrictId, GuardianId, SchoolId
from enrollment.papers.seals import DocumentSeals
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.admission.approve_campaign import ApproveCampaign, approve_campaign
from enrollment.usecases.admission.close_wave import CloseWave, close_wave
from enrollment.usecases.admission.draft_campaign import DraftCampaign, draft_campaign
from enrollment.usecases.admission.draw_catchment import DrawCatchment, draw_catchment
from enrollment.usecases.admission.open_wave import OpenWave, open_wave
from enrollment.usecases.admission.ports import Document
from enrollment.usecases.admission.publish_campaign import PublishCampaign, publish_campaign
from enrollment.usecases.admission.register_child import RegisterChild, register_child
from enrollment.usecases.admission.register_rule_pack import RegisterRulePack, register_rule_pack
from enrollment.usecases.admission.set_seat_plan import SetSeatPlan, set_seat_plan
from enrollment.usecases.admission.submit_application import SubmitApplication, submit_application
from enrollment.usecases.admission.withdraw_application import WithdrawApplication, withdraw_application

Enrollment = Surroundings[SqlEnrollmentUnit]

APRIL_1 = datetime(2027, 4, 1, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = Wave(APRIL_1, APRIL_1 + 90 * DAY, frozenset({"FIRST", "PREFERENTIAL", "SIBLING", "CATCHMENT"}))
SECOND = Wave(APRIL_1 + 96 * DAY, APRIL_1 + 157 * DAY)
NEAR_AREA, FAR_AREA = "Сергокала-1", "Сергокала-2"
SEALS = DocumentSeals(NationalIds({"test": bytes(range(32))}))


class CivilRegister(dict[str, CivilEntry]):
    """The register as a story wants it: by number."""

    async def look_up(self, document: Document) -> CivilEntry | None:
        return self.get(document.number)


@dataclass
class Office:
    """Everything that is done in a district's name, and in its families'."""

    enrollment: Enrollment
    district: DistrictId
    year: AcademicYearId
    mother: GuardianId
    at: datetime = APRIL_1
    register: CivilRegister = field(default_factory=CivilRegister)
    papers: int = 0

    def now(self) -> datetime:
        return self.at

    @property
    def kit(self) -> dict[str, Any]:
        return {"work": self.enrollment.work, "permit": anybody}

    async def rule_pack(self, name: str = "ru-grade1") -> UUID:
        pack = load(name)
        return await register_rule_pack(RegisterRulePack(pack.rules, pack.source), **self.kit, new_id=new_id)

    async def campaign(self, *waves: Wave, pack: tuple[str, int] = ("ru-grade1", 3)) -> CampaignId:
        campaign = await self.draft(*waves, pack=pack)
        await approve_campaign(ApproveCampaign(campaign), **self.kit, now=self.now)
        return await publish_campaign(PublishCampaign(campaign), **self.kit)

    async def draft(self, *waves: Wave, pack: tuple[str, int] = ("ru-grade1", 3)) -> CampaignId:
        command = DraftCampaign(
            CampaignKind.GRADE_1, self.district, self.year, *pack, Ages(6, 8, date(2027, 9, 1)), waves
        )
        return await draft_campaign(command, **self.kit, new_id=new_id)

    async def open(self, campaign: CampaignId, *, at: datetime = APRIL_1) -> None:
        self.at = at
        await open_wave(OpenWave(campaign), **self.kit, now=self.now)

    async def close(self, campaign: CampaignId, *, at: datetime) -> None:
        self.at = at
        await close_wave(CloseWave(campaign), **self.kit, now=self.now)

    async def seats(
        self, campaign: CampaignId, school: SchoolId, seats: int = 25, language: str = "ru"
    ) -> SeatPlanId:
        command = SetSeatPlan(campaign, Programme(school, 1, language), seats, "17-п", date(2027, 3, 1))
        return await set_seat_plan(command, **self.kit, new_id=new_id, now=self.now)

    async def draw(self, school: SchoolId, *areas: str, metres: Mapping[str, int] | None = None) -> None:
        """The map of a school; what was measured before stays where no metres are given."""
        distances = None if metres is None else [Measured(area, far) for area, far in metres.items()]
        await draw_catchment(DrawCatchment(school, areas, distances), **self.kit)

    async def child(
        self, *, area: str | None = NEAR_AREA, born: date = date(2020, 5, 5), number: str | None = None
    ) -> ChildId:
        self.papers += 1
        command = RegisterChild(
            self.mother,
            GuardianshipKind.PARENT,
            "Магомедова Амина",
            born,
            [Document(DocumentKind.NATIONAL_ID, number or f"000-{self.papers:06}")],
            area,
        )
        return await register_child(
            command,
            **self.kit,
            new_id=new_id,
            today=lambda _zone: self.at.date(),
            seals=SEALS,
            register=self.register,
        )

    async def submit(
        self,
        campaign: CampaignId,
        child: ChildId,
        *choices: SeatPlanId,
        claims: Sequence[PriorityClaim] = (),
    ) -> ApplicationId:
        command = SubmitApplication(campaign, child, choices, claims)
        return await submit_application(command, **self.kit, new_id=new_id, now=self.now)

    async def withdraw(self, application: ApplicationId) -> None:
        await withdraw_application(WithdrawApplication(application), **self.kit, now=self.now)

    async def one(self, query: str, *values: Any) -> dict[str, Any]:
        found = await self.enrollment.pool.fetchrow(query, *values)
        assert found is not None
        return dict(found)

    async def row(self, application: ApplicationId) -> dict[str, Any]:
        return await self.one("select * from application where id = $1", application)

    async def facts(self, application: ApplicationId) -> list[tuple[str, str, Any]]:
        rows = await self.enrollment.pool.fetch(
            "select kind, rule, after from queue_fact where application_id = $1 order by no", application
        )
        return [(row["kind"], row["rule"], row["after"]) for row in rows]
