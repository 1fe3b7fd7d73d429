"""How places are offered inside a unit of work: by a run, and one by one to the head of the queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chassis.telemetry import get_logger
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationState
from enrollment.domain.admission.campaign import Campaign, CampaignKind, CampaignState
from enrollment.domain.admission.happening import preferred
from enrollment.domain.admission.ids import ApplicationId, CampaignId, ExplanationId, OfferId, RunId
from enrollment.domain.admission.offer import Offer
from enrollment.domain.admission.offer_refusals import NobodyWaits
from enrollment.domain.admission.seat_plan import SeatPlan
from enrollment.domain.admission.terms import Terms
from enrollment.domain.queue import Entry, Kind
from enrollment.domain.refusals import Refusal
from enrollment.usecases.allocation.ports import AllocationUnit, NewId

log = get_logger()

_OFFERING = {CampaignState.OFFERING, CampaignState.WAVE_OPEN, CampaignState.WAVE_CLOSED}
_WAITING = {ApplicationState.QUEUED, ApplicationState.ACCEPTED_WAITING}


async def follow(campaign: CampaignId, unit: AllocationUnit) -> None:
    """Brings the queues of a campaign up to what this work has done, and tells who may have moved."""
    for changed in await unit.queues.follow(campaign):
        unit.tell(changed)


@dataclass(frozen=True, slots=True)
class Offering:
    """Offers the places of a campaign at one moment; `run` is the run by which, None for the queue alone."""

    unit: AllocationUnit
    campaign: Campaign
    at: datetime
    new_id: NewId
    run: RunId | None = None

    async def make(self, application: Application, plan: SeatPlan, *, position: int | None = None) -> Offer:
        """Offers a place with the record that explains it. Refuses where the application stands in no queue."""
        standing = await self.unit.queues.standing(plan.id, self.campaign.id, application.id)
        if standing is None:
            raise NobodyWaits
        return await self.hold(application, plan, position=position or standing[0], entry=standing[1])

    async def hold(self, application: Application, plan: SeatPlan, *, position: int, entry: Entry) -> Offer:
        """Offers a place to who is known to stand here, by this entry. Refuses before anything is written."""
        plan.check_free_for(application.id)
        explanation = ExplanationId(self.new_id())
        await self.unit.offers.explain(
            explanation,
            application.id,
            plan.id,
            run=self.run,
            at=self.at,
            position=position,
            entry=entry,
            seats=plan.seats,
        )
        respond_by = Terms.of(self.campaign.rule_pack_id).respond_by(self.at)
        offer = Offer.make(
            OfferId(self.new_id()), application, plan, respond_by=respond_by, because=explanation
        )
        self.unit.offers.add(offer)
        await self._note(application, plan)
        return offer

    async def _note(self, application: Application, plan: SeatPlan) -> None:
        choices = [
            self.unit.applications.plan_of(application, choice.programme) for choice in application.choices
        ]
        await self.unit.queue_facts.note(
            Kind.PLACE_OFFERED,
            application,
            at=self.at,
            rule=self.campaign.rule_pack_id,
            plan=plan.id,
            waits_for=preferred(choices, plan.id),
        )

    async def fill(self, plan: SeatPlan) -> Mapping[ApplicationId, Refusal]:
        """Offers what is free to who waits, the best first; nothing before the campaign's first run counts.

        Gives who was passed over, because a rule refuses the offer: nobody behind waits for that to be mended.
        """
        passed: dict[ApplicationId, Refusal] = {}
        if self.campaign.state not in _OFFERING or not await self._has_begun():
            return passed
        await self.unit.applications.flush()
        await follow(self.campaign.id, self.unit)
        while plan.vacancies > 0:
            head = await self.unit.queues.head(plan.id, self.campaign.id, self._eligible(), besides=passed)
            if head is None:
                return passed
            try:
                await self._offer_to(await self.unit.applications.get(head), plan)
            except Refusal as refusal:
                log.warning(
                    "head_passed_over", seat_plan=str(plan.id), application=str(head), code=refusal.code
                )
                passed[head] = refusal
            await self.unit.applications.flush()
            await follow(self.campaign.id, self.unit)
        return passed

    async def _offer_to(self, application: Application, plan: SeatPlan) -> None:
        if application.state is ApplicationState.REGISTERED:
            application.queue()
        # Who was locked may have left meanwhile; what it wrote down is followed, and the next one is the head.
        if application.state in _WAITING:
            await self.make(application, plan)

    def _eligible(self) -> set[ApplicationState]:
        """Whom a place may be offered: where the queue never closes, also who came after the run."""
        if self.campaign.kind is CampaignKind.KINDERGARTEN:
            return {*_WAITING, ApplicationState.REGISTERED}
        return _WAITING

    async def _has_begun(self) -> bool:
        if self.campaign.state is CampaignState.OFFERING:
            return True
        return bool(await self.unit.runs.find_all(campaign_id=self.campaign.id, state="CONFIRMED"))
