"""A family's screen hears through the gateway that its place in the queue changed; nobody else's does."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from devhost.screens import Screen, over_sse, over_websocket

POSITION = """
subscription($id: ID!, $after: EventCursor) { positionChanged(applicationId: $id, after: $after) {
    cursor choices { position before causes { kind rule amount } seatPlan { free school { name } } } } }
"""
# What conftest.py makes, here by its shape: tests of this folder are no package.
District = Any


async def moved(hears: Screen) -> tuple[int | None, int | None]:
    told = await hears()
    assert "errors" not in told, told
    (choice,) = told["data"]["positionChanged"]["choices"]
    return choice["before"], choice["position"]


def four_families(district: District) -> tuple[list[Any], list[str]]:
    """They stand in one queue in their order; the last one claims a right that nobody has looked at yet."""
    campaign = district.campaign()
    plan = district.seats(campaign, 2)
    households = [district.family(name) for name in ("Амина", "Тимур", "Заира", "Руслан")]
    claims: list[list[str]] = [[], [], [], ["SIBLING"]]
    applied = [
        district.applies(one, campaign, [plan], claims=of) for one, of in zip(households, claims, strict=True)
    ]
    district.until(lambda: district.position(applied[3]) == 4)
    return households, applied


@pytest.mark.parametrize("screen", [over_sse, over_websocket])
async def test_a_verified_claim_moves_a_family_from_third_to_fourth_and_its_screen_hears_it_once(
    district: District, screen: Callable[..., Any]
) -> None:
    """And again after the connection was lost; another family of the same queue hears what is its own."""
    households, applied = await asyncio.to_thread(four_families, district)
    url, amina, zaira = district.platform.url(), households[0], households[2]

    async with (
        screen(url, zaira.token, POSITION, id=applied[2]) as at_zairas,
        screen(url, amina.token, POSITION, id=applied[0]) as at_aminas,
    ):
        assert [await moved(at_zairas), await moved(at_aminas)] == [(None, 3), (None, 1)]
        await asyncio.to_thread(
            district.does,
            *("director", "verifyClaim", "application { id }"),
            applicationId=applied[3],
            category="SIBLING",
        )

        told = await at_zairas()
        (choice,) = told["data"]["positionChanged"]["choices"]
        assert (choice["before"], choice["position"]) == (3, 4)
        assert choice["causes"] == [{"kind": "CLAIM_VERIFIED", "rule": "SIBLING", "amount": 1}]
        assert choice["seatPlan"]["school"]["name"]
        assert await moved(at_aminas) == (1, 2)

    await asyncio.to_thread(
        district.does, households[1], "withdrawApplication", "application { state }", applicationId=applied[1]
    )
    cursor = told["data"]["positionChanged"]["cursor"]
    async with screen(url, zaira.token, POSITION, id=applied[2], after=cursor) as again:
        assert await moved(again) == (4, 3)


@pytest.mark.parametrize("screen", [over_sse, over_websocket])
async def test_another_familys_guardian_hears_what_is_heard_of_nothing(
    district: District, screen: Callable[..., Any]
) -> None:
    def strangers() -> tuple[str, Any]:
        campaign = district.campaign()
        applied = district.applies(district.family(), campaign, [district.seats(campaign, 1)])
        return applied, district.family("Тимур")

    applied, stranger = await asyncio.to_thread(strangers)
    url = district.platform.url()

    async with (
        screen(url, stranger.token, POSITION, id=applied) as elsewhere,
        screen(url, stranger.token, POSITION, id="00000000-0000-7000-8000-000000000000") as nowhere,
    ):
        of_theirs, of_none = await elsewhere(), await nowhere()
        afterwards = await elsewhere()

    assert of_theirs == of_none
    assert [error["extensions"]["code"] for error in of_theirs["errors"]] == ["NOT_FOUND"]
    assert afterwards is None
