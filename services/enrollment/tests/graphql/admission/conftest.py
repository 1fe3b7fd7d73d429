"""A campaign that is open now, and those who ask about it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest_asyncio

from chassis.testing.databases import Database
from chassis.testing.serving import Serving, serving
from enrollment.app import SERVICE
from enrollment.domain.allocation.rule_packs import load
from enrollment.domain.ids import AcademicYearId, DistrictId, GuardianId, SchoolId

from .story import Story

NOW = datetime.now(UTC)


@pytest_asyncio.fixture
async def graph(database: Database, tmp_path: Path) -> AsyncIterator[Serving]:
    """The subgraph."""
    async with serving(SERVICE, database, tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture
async def story(graph: Serving, school: SchoolId, district: DistrictId, guardian: GuardianId) -> Story:
    """The district's office and its region's, Amina's mother, and a ministry."""
    region = await graph.app.state.pool.fetchval("select region_id from district where id = $1", district)
    return Story(graph, school, district, guardian, region)


@pytest_asyncio.fixture
async def campaign(story: Story, year: AcademicYearId) -> dict[str, Any]:
    """A campaign with one open wave and 25 seats at one school."""
    pack = load("ru-grade1")
    await story.done(
        "registerRulePack",
        "RegisterRulePack",
        {"rules": pack.rules, "source": pack.source},
        "rulePack { id }",
        "ministry",
    )
    drafted = await story.done(
        "draftCampaign",
        "DraftCampaign",
        {
            "kind": "GRADE_1",
            "districtId": str(story.district),
            "academicYearId": str(year),
            "rulePack": "ru-grade1",
            "rulePackVersion": 3,
            "youngest": 6,
            "oldest": 8,
            "agesOn": date(2026, 9, 1).isoformat(),
            "waves": [
                {
                    "opens": (NOW - timedelta(hours=1)).isoformat(),
                    "closes": (NOW + timedelta(days=30)).isoformat(),
                }
            ],
        },
        "campaign { id }",
        "district",
    )
    campaign = drafted["campaign"]["id"]
    step = {"campaignId": campaign}
    await story.done("approveCampaign", "ApproveCampaign", step, "campaign { approvedAt }", "region")
    await story.done("publishCampaign", "PublishCampaign", step, "campaign { state }", "district")
    await story.done("openWave", "OpenWave", {"campaignId": campaign}, "campaign { state }", "district")
    planned = await story.done(
        "setSeatPlan",
        "SetSeatPlan",
        {
            "campaignId": campaign,
            "schoolId": str(story.school),
            "grade": 1,
            "language": "ru",
            "seats": 25,
            "orderNumber": "17-п",
            "orderDate": "2026-03-01",
        },
        "seatPlan { id seats free }",
        "district",
    )
    assert planned["seatPlan"]["free"] == 25
    return {"id": campaign, "plan": planned["seatPlan"]["id"]}
