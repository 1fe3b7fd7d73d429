"""Who has seen the papers finds a claim of priority unfounded, and says why."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import ApplicationId
from enrollment.domain.ids import SchoolId
from enrollment.domain.queue.facts import Kind
from enrollment.usecases.admission.ports import (
    AdmissionWork,
    Now,
    Permit,
    permit_at_any,
    place_of_application,
)


@dataclass(frozen=True, slots=True)
class RejectClaim:
    """`school` is where the claim would hold, None everywhere; `by_role` is who decides."""

    application: ApplicationId
    category: str
    school: SchoolId | None
    by_role: str
    reason: str


async def reject_claim(
    command: RejectClaim, *, work: AdmissionWork, permit: Permit, now: Now
) -> ApplicationId:
    """Rejects a claim; gives the application's id. Refuses to do so without a reason."""
    async with work() as unit:
        application = await unit.applications.get(command.application)
        places = await place_of_application(application, unit)
        of_claim = [place for place in places if command.school in (None, place.school) or not place.school]
        permit_at_any(permit, "reject_claim", of_claim)
        campaign = await unit.campaigns.look(application.campaign_id)
        campaign.check_changeable()
        at = now()
        application.reject_claim(
            command.category,
            str(command.school) if command.school else None,
            by=command.by_role.upper(),
            at=at,
            reason=command.reason,
        )
        await unit.queue_facts.note(Kind.CLAIM_REJECTED, application, at=at, rule=command.category)
        return application.id
