"""A family that moves applies elsewhere: it keeps its date, and its old place until the new one is accepted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_facts import ClaimState
from enrollment.domain.admission.application_states import ApplicationKind, ApplicationState
from enrollment.domain.admission.applying_refusals import ProgrammeUnknown
from enrollment.domain.admission.campaign import CampaignState
from enrollment.domain.admission.child import check_registration
from enrollment.domain.admission.ids import ApplicationId, CampaignId, SeatPlanId
from enrollment.domain.admission.offer_refusals import OtherKindOfPlace
from enrollment.domain.admission.refusals import OutsideWave, WrongState
from enrollment.domain.queue import Kind
from enrollment.usecases.allocation.offering import Offering
from enrollment.usecases.allocation.places import permit_for
from enrollment.usecases.allocation.ports import AllocationWork, NewId, Now, Permit

_STANDS = {
    ApplicationState.REGISTERED,
    ApplicationState.QUEUED,
    ApplicationState.ACCEPTED,
    ApplicationState.ACCEPTED_WAITING,
    ApplicationState.ENROLLED,
}
_OPEN = {CampaignState.WAVE_OPEN, CampaignState.OFFERING}


@dataclass(frozen=True, slots=True)
class RequestTransfer:
    """The application that the family has, the campaign it moves to, and what it wants there, the best first."""

    application: ApplicationId
    campaign: CampaignId
    plans: Sequence[SeatPlanId]


async def request_transfer(
    command: RequestTransfer, *, work: AllocationWork, permit: Permit, new_id: NewId, now: Now
) -> ApplicationId:
    """Lets the child wait elsewhere by its first date. Refuses where no wave is open and no queue goes on.

    Refuses another kind of place as well, and whom the open wave is not for by age, territory or right: an earlier
    application elsewhere would otherwise let a family in that could not apply, or before all who did.
    """
    async with work() as unit:
        old = await unit.applications.get(command.application)
        await permit_for(permit, "request_transfer", old, unit)
        if old.state not in _STANDS:
            raise WrongState(old.state, "an application that stands")
        await unit.campaigns.enter(command.campaign)
        campaign = await unit.campaigns.look(command.campaign)
        if campaign.state not in _OPEN:
            raise OutsideWave
        if not campaign.gives_the_kind_of(await unit.campaigns.look(old.campaign_id)):
            raise OtherKindOfPlace
        folder = await unit.desk.open(command.campaign, old.child_id, command.plans)
        check_registration(folder.child.record, campaign.ages, ())
        if len(folder.programmes) < len(command.plans):
            raise ProgrammeUnknown
        new = Application(
            id=ApplicationId(new_id()),
            campaign_id=command.campaign,
            child_id=old.child_id,
            kind=ApplicationKind.TRANSFER,
            child_ref=folder.child_ref or folder.child.pseudonym(campaign.id),
            channel=old.channel,
            submitted_at=old.received_at,
            receipt_no=f"T-{folder.receipt}",
            claims=tuple(
                replace(claim)
                for claim in old.claims
                if claim.school is None and claim.state is ClaimState.VERIFIED
            ),
        )
        new.choose(folder.programmes, at=now(), home=folder.home)
        for choice in new.choices:
            campaign.check_eligible(new.categories_at(choice))
        new.submit(at=now())
        new.register()
        unit.applications.add(new)
        await unit.applications.flush()
        await unit.queue_facts.note(Kind.SUBMITTED, new, at=now())
        offering = Offering(unit, campaign, at=now(), new_id=new_id)
        for plan in sorted(command.plans):
            await offering.fill(await unit.seat_plans.get(plan))
        return new.id
