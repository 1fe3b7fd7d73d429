"""What a family does by itself: it registers a child, applies, changes its mind, and sees what became of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from chassis.ids import new_id

from .story import RECEIPT, Story

MINE = """
query($id: ID!) { guardian(id: $id) { children { displayName birthDate applications {
    state receiptNo campaign { kind rulePack { name version } waves { no } } choices { rank seatPlan { seats free } }
} } } }
"""
ONE = "query($id: ID!) { application(id: $id) { id childRef child { displayName birthDate } defects } }"


async def test_a_family_has_its_receipt_at_once_and_reads_it_back(
    story: Story, campaign: dict[str, Any]
) -> None:
    application = await story.submit(campaign, await story.child(), claims=[{"category": "FIRST"}])

    answer = await story.asked(MINE, {"id": str(story.mother)}, "mother")

    (child,) = answer["data"]["guardian"]["children"]
    assert (child["displayName"], child["birthDate"]) == ("Магомедова Амина", "2019-05-05")
    (read,) = child["applications"]
    assert read["receiptNo"] == application["receiptNo"]
    assert read["campaign"] == {
        "kind": "GRADE_1",
        "rulePack": {"name": "ru-grade1", "version": 3},
        "waves": [{"no": 1}],
    }
    assert read["choices"] == [{"rank": 1, "seatPlan": {"seats": 25, "free": 25}}]
    assert application["claims"] == [{"category": "FIRST", "state": "MADE"}]


async def test_the_same_request_sent_twice_has_the_same_receipt(
    story: Story, campaign: dict[str, Any]
) -> None:
    child, key = await story.child(), str(uuid4())

    first = await story.submit(campaign, child, idempotencyKey=key)
    second = await story.submit(campaign, child, idempotencyKey=key)

    assert first == second


async def test_a_refusal_names_its_rule_in_the_familys_language(
    story: Story, campaign: dict[str, Any]
) -> None:
    child = await story.child()
    await story.submit(campaign, child)
    given = {"campaignId": campaign["id"], "childId": child, "choices": [campaign["plan"]]}

    refused = await story.tried("submitApplication", "SubmitApplication", given, RECEIPT, "mother")

    assert refused["application"] is None
    assert refused["userErrors"] == [
        {
            "code": "APPLICATION_EXISTS",
            "path": ["input", "childId"],
            "message": "У ребёнка уже есть действующее заявление в этой кампании.",
        }
    ]


async def test_a_change_on_top_of_one_not_seen_is_refused(story: Story, campaign: dict[str, Any]) -> None:
    application = await story.submit(campaign, await story.child())
    given = {"applicationId": application["id"], "expectedVersion": application["version"] + 1}

    refused = await story.tried("withdrawApplication", "WithdrawApplication", given, RECEIPT, "mother")

    assert [error["code"] for error in refused["userErrors"]] == ["VERSION_CONFLICT"]


async def test_a_family_withdraws_and_applies_again_under_the_same_pseudonym(
    story: Story, campaign: dict[str, Any]
) -> None:
    child = await story.child()
    refs = set()
    for _ in range(3):
        application = await story.submit(campaign, child)
        read = await story.asked(ONE, {"id": application["id"]}, "mother")
        refs.add(read["data"]["application"]["childRef"])
        await story.done(
            "withdrawApplication",
            "WithdrawApplication",
            {"applicationId": application["id"]},
            RECEIPT,
            "mother",
        )

    assert len(refs) == 1


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("mother", {"displayName": "Магомедова Амина", "birthDate": "2019-05-05"}),
        ("district", {"displayName": "Магомедова Амина", "birthDate": "2019-05-05"}),
        ("director", {"displayName": "Магомедова Амина", "birthDate": "2019-05-05"}),
        ("ministry", {"displayName": None, "birthDate": None}),
        ("another guardian", None),
        ("another director", None),
        ("another district", None),
    ],
)
async def test_an_application_is_seen_by_whom_it_concerns(
    story: Story, campaign: dict[str, Any], who: str, seen: dict[str, Any] | None
) -> None:
    application = await story.submit(campaign, await story.child())

    answer = await story.asked(ONE, {"id": application["id"]}, who)

    assert "errors" not in answer
    read = answer["data"]["application"]
    assert (read and read["child"]) == seen


async def test_nobody_registers_or_applies_for_anothers_child(story: Story, campaign: dict[str, Any]) -> None:
    child = await story.child()
    theirs = {"campaignId": campaign["id"], "childId": child, "choices": [campaign["plan"]]}
    nobodys = theirs | {"childId": str(new_id())}

    refusals = [
        await story.tried("submitApplication", "SubmitApplication", given, RECEIPT, "another guardian")
        for given in (theirs, nobodys)
    ]

    assert refusals[0] == refusals[1]
    assert refusals[0]["userErrors"][0]["code"] == "NOT_FOUND"
