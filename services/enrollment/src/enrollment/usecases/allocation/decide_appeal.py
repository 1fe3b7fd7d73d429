"""An instance decides an appeal; one that is upheld may add a seat, which the child is offered."""

from dataclasses import dataclass, field

from enrollment.domain.admission.appeal import Appeal, AppealState
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.campaign import Campaign, CampaignState
from enrollment.domain.admission.ids import AppealId, SeatPlanId
from enrollment.domain.admission.terms import Terms
from enrollment.domain.order import Order
from enrollment.domain.queue import Kind
from enrollment.usecases.allocation.offering import Offering, follow
from enrollment.usecases.allocation.places import place_of_campaign
from enrollment.usecases.allocation.ports import AllocationUnit, AllocationWork, NewId, Now, Permit


@dataclass(frozen=True, slots=True)
class SeatAdded:
    """Where room is made, and the order by which."""

    plan: SeatPlanId
    order: Order


@dataclass(frozen=True, slots=True)
class DecideAppeal:
    """What is decided, and why; `seat` only when it is upheld and every place is taken."""

    appeal: AppealId
    upheld: bool
    reasons: str
    seat: SeatAdded | None = field(default=None)


async def decide_appeal(
    command: DecideAppeal, *, work: AllocationWork, permit: Permit, new_id: NewId, now: Now
) -> AppealId:
    """Decides, at the district in the first instance and at the region in the second.

    Refuses without reasons, and to add a seat while places are given: the run would give it to somebody else.
    """
    async with work() as unit:
        appeal = await unit.appeals.get(command.appeal)
        application = await unit.applications.get(appeal.application_id)
        campaign = await unit.campaigns.look(application.campaign_id)
        place = await place_of_campaign(campaign, unit)
        permit("decide_appeal" if appeal.instance == 1 else "decide_second_appeal", place)
        if appeal.state is AppealState.FILED:
            appeal.admit()
        if command.upheld:
            offering = Offering(unit, campaign, at=now(), new_id=new_id)
            await _uphold(command, appeal, application, campaign, unit, offering)
        else:
            until = Terms.of(campaign.rule_pack_id).carry_on_until(now().date())
            appeal.dismiss(application, reasons=command.reasons, carry_on_until=until)
        return appeal.id


async def _uphold(
    command: DecideAppeal,
    appeal: Appeal,
    application: Application,
    campaign: Campaign,
    unit: AllocationUnit,
    offering: Offering,
) -> None:
    if command.seat:
        campaign.check_changeable()
    plan = await unit.seat_plans.get(command.seat.plan) if command.seat else None
    appeal.uphold(
        application, reasons=command.reasons, plan=plan, order=command.seat.order if command.seat else None
    )
    await unit.queue_facts.note(Kind.SUBMITTED, application, at=offering.at, rule="APPEAL_UPHELD")
    if campaign.state is not CampaignState.OFFERING:
        return
    application.queue()
    await follow(campaign.id, unit)
    # The seat was added for this child: who waits longer is not passed over, because without it there is none.
    if plan is not None:
        await unit.queue_facts.note_seats(plan, at=offering.at, rule="APPEAL_UPHELD")
        await offering.make(application, plan)
