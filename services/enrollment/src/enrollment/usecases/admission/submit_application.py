"""A family applies for places, in the order in which it wants them, and has a receipt at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.identity.policy import Facts
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_facts import PriorityClaim
from enrollment.domain.admission.application_states import ApplicationChannel, ApplicationKind
from enrollment.domain.admission.applying_refusals import ProgrammeUnknown
from enrollment.domain.admission.campaign import CampaignKind
from enrollment.domain.admission.child import check_registration
from enrollment.domain.admission.ids import ApplicationId, CampaignId, ChildId, ContractId, SeatPlanId
from enrollment.domain.admission.receipt import Receipt
from enrollment.domain.queue.facts import Kind
from enrollment.usecases.admission.ports import (
    AdmissionUnit,
    AdmissionWork,
    Folder,
    NewId,
    Now,
    Permit,
    channel_of,
)


@dataclass(frozen=True, slots=True)
class SubmitApplication:
    """`choices` begin with what is wanted most; `contract` is named by a channel of others."""

    campaign: CampaignId
    child: ChildId
    choices: Sequence[SeatPlanId]
    claims: Sequence[PriorityClaim] = ()
    channel: ApplicationChannel = ApplicationChannel.PORTAL
    contract: ContractId | None = None


async def submit_application(
    command: SubmitApplication, *, work: AdmissionWork, permit: Permit, new_id: NewId, now: Now
) -> ApplicationId:
    """Takes an application in; gives its id. Refuses a second one that is active (by the database).

    It is received when it comes, not when its turn for a connection does.
    """
    received = now()
    async with work() as unit:
        await unit.campaigns.enter(command.campaign)
        folder = await unit.desk.open(command.campaign, command.child, command.choices)
        permit("submit_application", await _place(command, folder, unit))
        receipt = Receipt.of(received, folder.receipt)
        application = _application(command, folder, ApplicationId(new_id()), receipt)
        application.submit(at=receipt.at, receipt_no=receipt.number)
        unit.applications.add(application)
        await unit.queue_facts.note(Kind.SUBMITTED, application, at=receipt.at)
        return application.id


async def _place(command: SubmitApplication, folder: Folder, unit: AdmissionUnit) -> Facts:
    """What names a contract is brought by its holder, whom the family lets act for it, and by nobody else."""
    district = folder.campaign.district_id
    if command.contract is None:
        return Facts(district=district, guardians=folder.guardians)
    schools = {each.school_id for each in folder.programmes}
    return Facts(contract=await channel_of(command.contract, folder.guardians, district, schools, unit))


def _application(
    command: SubmitApplication, folder: Folder, application_id: ApplicationId, receipt: Receipt
) -> Application:
    """An application in order: of a child of the right age, for programmes that this wave is open for."""
    campaign, child = folder.campaign, folder.child
    check_registration(child.record, campaign.ages, ())
    campaign.check_categories(claim.category for claim in command.claims)
    if len(folder.programmes) < len(command.choices):
        raise ProgrammeUnknown
    application = Application(
        id=application_id,
        campaign_id=campaign.id,
        child_id=child.id,
        kind=_KINDS.get(campaign.kind, ApplicationKind.ADMISSION),
        child_ref=folder.child_ref or child.pseudonym(campaign.id),
        channel=command.channel,
        contract_id=command.contract,
    )
    application.choose(folder.programmes, at=receipt.at, home=folder.home)
    application.claim(command.claims)
    for choice in application.choices:
        campaign.check_submission(application.categories_at(choice), at=receipt.at)
    return application


_KINDS = {CampaignKind.TRANSFER: ApplicationKind.TRANSFER}
