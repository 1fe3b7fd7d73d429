"""The district's office turns an application down, by a law that it names, and says how long one may appeal."""

from dataclasses import dataclass
from datetime import timedelta

from enrollment.domain.admission.ids import ApplicationId
from enrollment.domain.queue.facts import Kind
from enrollment.usecases.admission.ports import (
    AdmissionWork,
    Now,
    Permit,
    permit_at_any,
    place_of_application,
)


@dataclass(frozen=True, slots=True)
class RejectApplication:
    """`legal_basis` is the act and its paragraph."""

    application: ApplicationId
    legal_basis: str


async def reject_application(
    command: RejectApplication, *, work: AdmissionWork, permit: Permit, now: Now
) -> ApplicationId:
    """Rejects an application; gives its id. The term of appeal is the campaign's."""
    async with work() as unit:
        application = await unit.applications.get(command.application)
        permit_at_any(permit, "reject_application", await place_of_application(application, unit))
        campaign = await unit.campaigns.look(application.campaign_id)
        at = now()
        until = at.date() + timedelta(days=campaign.appeal_days)
        application.reject(legal_basis=command.legal_basis, appeal_until=until)
        await unit.queue_facts.note(Kind.REJECTED, application, at=at, rule=application.legal_basis)
        return application.id
