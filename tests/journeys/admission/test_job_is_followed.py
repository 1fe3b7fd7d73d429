"""Who confirmed a run follows its job through the gateway, from the first offer to the last; a family does not."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from devhost.screens import Screen, over_sse, over_websocket

JOB = """
subscription($id: ID!, $after: EventCursor) { enrollmentJobChanged(id: $id, after: $after) {
    cursor job { id kind state progress total error } } }
"""
# What conftest.py makes, here by its shape: tests of this folder are no package.
District = Any


async def told_until_the_end(hears: Screen) -> list[dict[str, Any]]:
    told = []
    while (answer := await hears()) is not None:
        assert "errors" not in answer, answer
        told.append(answer["data"]["enrollmentJobChanged"])
    return told


def published(district: District) -> tuple[str, list[Any]]:
    """A run of three families for two places, ready to be confirmed."""
    campaign = district.campaign()
    plan = district.seats(campaign, 2)
    households = [district.family(name) for name in ("Амина", "Тимур", "Заира")]
    for household in households:
        district.applies(household, campaign, [plan])
    return district.runs(campaign)["id"], households


def confirmed(district: District, run: str) -> str:
    return str(district.does("region", "confirmRun", "job { id }", runId=run)["job"]["id"])


@pytest.mark.parametrize("screen", [over_sse, over_websocket])
async def test_who_confirmed_hears_how_far_it_is_and_the_stream_ends_with_the_job(
    district: District, screen: Callable[..., Any]
) -> None:
    run, (amina, *_) = await asyncio.to_thread(published, district)
    job = await asyncio.to_thread(confirmed, district, run)
    url = district.platform.url()
    office = await asyncio.to_thread(district.token, "region")

    async with screen(url, office, JOB, id=job) as at_the_office:
        told = await told_until_the_end(at_the_office)
    async with screen(url, office, JOB, id=job, after=told[-1]["cursor"]) as again:
        nothing_new = await told_until_the_end(again)
    async with screen(url, amina.token, JOB, id=job) as at_aminas:
        refused = await at_aminas()

    assert told[-1]["job"] == {
        "id": job,
        "kind": "CONFIRM_RUN",
        "state": "DONE",
        "progress": 3,
        "total": 3,
        "error": None,
    }
    steps = [each["job"]["progress"] for each in told]
    assert steps == sorted(steps)
    assert nothing_new == []
    assert [error["extensions"]["code"] for error in refused["errors"]] == ["NOT_FOUND"]


async def test_a_family_follows_its_own_record_being_put_together_by_four_services(
    district: District,
) -> None:
    amina = await asyncio.to_thread(district.family)
    asked = {"personId": amina.guardian, "kind": "GUARDIAN"}
    payload = await asyncio.to_thread(lambda: district.does(amina, "exportPerson", "job { id }", **asked))

    async with over_sse(district.platform.url(), amina.token, JOB, id=payload["job"]["id"]) as hears:
        told = await told_until_the_end(hears)

    last = told[-1]["job"]
    assert last["kind"] == "EXPORT_PERSON"
    assert (last["state"], last["progress"], last["total"]) == ("DONE", 4, 4)
