"""Who has seen the papers finds a claim of priority unfounded, and says why."""

from __future__ import annotations

import pytest

from contracts.enrollment.v1 import PriorityClaimRejected
from enrollment.domain.admission.application_facts import PriorityClaim
from enrollment.domain.admission.ids import CampaignId, ChildId, SeatPlanId
from enrollment.domain.admission.refusals import ReasonMissing
from enrollment.usecases.admission.reject_claim import RejectClaim, reject_claim

from .office import Office


async def test_a_claim_is_rejected_with_a_reason(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId
) -> None:
    application = await office.submit(campaign, amina, near, claims=[PriorityClaim("FIRST")])
    with pytest.raises(ReasonMissing):
        await reject_claim(
            RejectClaim(application, "FIRST", None, "district", " "), **office.kit, now=office.now
        )

    await reject_claim(
        RejectClaim(application, "FIRST", None, "district", "the paper has expired"),
        **office.kit,
        now=office.now,
    )

    (told,) = await office.enrollment.told_of(PriorityClaimRejected)
    assert (told.category, told.reason) == ("FIRST", "the paper has expired")
    assert [kind for kind, _, _ in await office.facts(application)] == ["SUBMITTED", "CLAIM_REJECTED"]
