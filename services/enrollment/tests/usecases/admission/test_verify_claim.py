"""Who has seen the papers finds a claim of priority right."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from chassis.identity import OutOfScope
from chassis.identity.policy import Facts
from contracts.enrollment.v1 import PriorityClaimVerified
from enrollment.domain.admission.application_facts import PriorityClaim
from enrollment.domain.admission.ids import CampaignId, ChildId, SeatPlanId
from enrollment.domain.admission.refusals import ClaimUnknown
from enrollment.domain.ids import SchoolId
from enrollment.usecases.admission.verify_claim import VerifyClaim, verify_claim

from .office import Office


async def test_a_verified_claim_is_in_the_queue_from_then_on_and_is_decided_once(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId, school: SchoolId
) -> None:
    claim = PriorityClaim("SIBLING", str(school))
    application = await office.submit(campaign, amina, near, claims=[claim])
    command = VerifyClaim(application, "SIBLING", school, "district", date(2027, 8, 31))

    await verify_claim(command, **office.kit, now=office.now)

    (told,) = await office.enrollment.told_of(PriorityClaimVerified)
    kind, rule, after = (await office.facts(application))[-1]
    assert (told.category, told.verified_by, told.valid_until) == ("SIBLING", "DISTRICT", "2027-08-31")
    assert (kind, rule) == ("CLAIM_VERIFIED", "SIBLING")
    assert after["claims"] == [{"category": "SIBLING", "school": str(school)}]
    with pytest.raises(ClaimUnknown):
        await verify_claim(command, **office.kit, now=office.now)


async def test_a_claim_at_one_school_is_for_that_school_and_the_district_to_verify(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId, far: SeatPlanId, school: SchoolId
) -> None:
    claims = [PriorityClaim("FIRST"), PriorityClaim("SIBLING", str(school))]
    application = await office.submit(campaign, amina, near, far, claims=claims)
    asked: list[UUID | None] = []

    def nobody(action: str, facts: Facts) -> None:
        asked.append(facts.school)
        raise OutOfScope(action)

    with pytest.raises(OutOfScope):
        await verify_claim(
            VerifyClaim(application, "SIBLING", school, "director"),
            **office.kit | {"permit": nobody},
            now=office.now,
        )

    assert asked == [school, None]
