"""Who has seen the papers finds a claim of priority right."""

from dataclasses import dataclass
from datetime import date

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
class VerifyClaim:
    """`school` is where the claim holds, None everywhere; `by_role` is who decides, as events name it."""

    application: ApplicationId
    category: str
    school: SchoolId | None
    by_role: str
    valid_until: date | None = None


async def verify_claim(
    command: VerifyClaim, *, work: AdmissionWork, permit: Permit, now: Now
) -> ApplicationId:
    """Verifies a claim; gives the application's id. Refuses one that was not made or is decided."""
    async with work() as unit:
        application = await unit.applications.get(command.application)
        places = await place_of_application(application, unit)
        of_claim = [place for place in places if command.school in (None, place.school) or not place.school]
        permit_at_any(permit, "verify_claim", of_claim)
        campaign = await unit.campaigns.look(application.campaign_id)
        campaign.check_changeable()
        at = now()
        application.verify_claim(
            command.category,
            str(command.school) if command.school else None,
            by=command.by_role.upper(),
            at=at,
            valid_until=command.valid_until,
        )
        await unit.queue_facts.note(Kind.CLAIM_VERIFIED, application, at=at, rule=command.category)
        return application.id
