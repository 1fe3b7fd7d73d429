"""A district drafts, its region approves, the district publishes; until then families know nothing of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from enrollment.domain.allocation.rule_packs import load
from enrollment.domain.ids import AcademicYearId

from .story import Story

CAMPAIGN = "campaign { id state approvedAt }"
SEEN = "query($id: ID!) { campaign(id: $id) { state waves { no } } campaigns { totalCount } }"


@pytest_asyncio.fixture
async def draft(story: Story, year: AcademicYearId) -> str:
    """What the district's office has in mind."""
    pack = load("ru-grade1")
    rules = {"rules": pack.rules, "source": pack.source}
    await story.done("registerRulePack", "RegisterRulePack", rules, "rulePack { id }", "ministry")
    opens = datetime.now(UTC)
    given = {
        "kind": "GRADE_1",
        "districtId": str(story.district),
        "academicYearId": str(year),
        "rulePack": "ru-grade1",
        "rulePackVersion": 3,
        "youngest": 6,
        "oldest": 8,
        "agesOn": "2026-09-01",
        "waves": [{"opens": opens.isoformat(), "closes": (opens + timedelta(days=30)).isoformat()}],
    }
    drafted = await story.done("draftCampaign", "DraftCampaign", given, CAMPAIGN, "district")
    return str(drafted["campaign"]["id"])


async def step(story: Story, verb: str, campaign: str, who: str) -> dict[str, Any]:
    kind = verb[0].upper() + verb[1:]
    return await story.tried(verb, kind, {"campaignId": campaign}, CAMPAIGN, who)


async def test_a_campaign_is_published_with_its_regions_approval_alone(story: Story, draft: str) -> None:
    early = await step(story, "publishCampaign", draft, "district")
    approved = await step(story, "approveCampaign", draft, "region")
    published = await step(story, "publishCampaign", draft, "district")

    assert [error["code"] for error in early["userErrors"]] == ["CAMPAIGN_NOT_APPROVED"]
    assert approved["campaign"]["state"] == "DRAFT"
    assert approved["campaign"]["approvedAt"] is not None
    assert published["campaign"]["state"] == "PUBLISHED"


async def test_another_region_approves_nothing_here(story: Story, draft: str) -> None:
    refused = await step(story, "approveCampaign", draft, "another region")

    assert [error["code"] for error in refused["userErrors"]] == ["NOT_FOUND"]


@pytest.mark.parametrize("who", ["district", "region", "ministry"])
async def test_the_offices_of_a_draft_see_it(story: Story, draft: str, who: str) -> None:
    answer = await story.asked(SEEN, {"id": draft}, who)

    assert answer["data"]["campaign"] == {"state": "DRAFT", "waves": [{"no": 1}]}
    assert answer["data"]["campaigns"] == {"totalCount": 1}


@pytest.mark.parametrize("who", ["nobody", "mother", "another district", "another region"])
async def test_nobody_else_sees_a_campaign_before_it_is_published(story: Story, draft: str, who: str) -> None:
    before = await story.asked(SEEN, {"id": draft}, who)
    await step(story, "approveCampaign", draft, "region")
    await step(story, "publishCampaign", draft, "district")
    after = await story.asked(SEEN, {"id": draft}, who)

    assert before["data"] == {"campaign": None, "campaigns": {"totalCount": 0}}
    assert after["data"]["campaign"] == {"state": "PUBLISHED", "waves": [{"no": 1}]}
