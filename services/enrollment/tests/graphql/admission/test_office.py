"""What an office does with applications, and what everybody may read of a campaign."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.ids import new_id

from .story import RECEIPT, Story

OPEN_DATA = """
query($campaign: ID!, $school: ID!) {
    campaign(id: $campaign) { state waveNo categories waves { opens closes eligible } rulePack { source }
        district { id } academicYear { id }
        seatPlans { nodes { seats free school { id } orders { after orderNumber } } } }
    campaigns(filter: {state: {eq: WAVE_OPEN}}) { totalCount nodes { id } }
    _entities(representations: [{__typename: "School", id: $school}]) { ... on School {
        freeSeats(campaignId: $campaign, grade: 1) none: freeSeats(campaignId: $campaign, grade: 5)
        seatPlans(campaignId: $campaign) { language } } }
}
"""
QUEUE = """
query($campaign: ID!, $first: Int!) { applications(filter: {campaignId: {eq: $campaign}}, first: $first) {
    totalCount nodes { receiptNo child { displayName guardians { id } } choices { rank seatPlan { school { id } } }
                       claims { category } campaign { kind } } } }
"""


async def step(story: Story, name: str, who: str = "district", **given: Any) -> dict[str, Any]:
    kind = name[0].upper() + name[1:]
    return await story.tried(name, kind, given, RECEIPT, who)


async def test_seats_and_rules_of_a_campaign_are_open_data(story: Story, campaign: dict[str, Any]) -> None:
    answer = await story.asked(OPEN_DATA, {"campaign": campaign["id"], "school": str(story.school)}, "nobody")

    assert "errors" not in answer, answer
    read = answer["data"]["campaign"]
    assert (read["state"], read["waveNo"], read["waves"][0]["eligible"]) == ("WAVE_OPEN", 1, None)
    assert read["categories"] == ["EXTRAORDINARY", "FIRST", "PREFERENTIAL", "SIBLING"]
    assert read["district"] == {"id": str(story.district)}
    assert read["seatPlans"]["nodes"] == [
        {
            "seats": 25,
            "free": 25,
            "school": {"id": str(story.school)},
            "orders": [{"after": 25, "orderNumber": "17-п"}],
        }
    ]
    assert answer["data"]["campaigns"] == {"totalCount": 1, "nodes": [{"id": campaign["id"]}]}
    assert answer["data"]["_entities"] == [{"freeSeats": 25, "none": None, "seatPlans": [{"language": "ru"}]}]


async def test_an_office_returns_verifies_registers_and_rejects(
    story: Story, campaign: dict[str, Any]
) -> None:
    claim = {"category": "SIBLING", "schoolId": str(story.school)}
    first = (await story.submit(campaign, await story.child(), claims=[claim]))["id"]
    second = (await story.submit(campaign, await story.child()))["id"]

    returned = await step(
        story,
        "returnApplication",
        "director",
        applicationId=first,
        defects=["x"],
        respondBy="2099-01-01T00:00:00Z",
    )
    corrected = await step(story, "correctApplication", "mother", applicationId=first)
    verified = await step(story, "verifyClaim", "director", applicationId=first, **claim)
    registered = await step(story, "registerApplication", applicationId=first)
    rejected = await step(story, "rejectApplication", applicationId=second, legalBasis="order 458, p. 15")

    assert [each["userErrors"] for each in (returned, corrected, verified, registered, rejected)] == [[]] * 5
    assert [each["application"]["state"] for each in (returned, corrected, registered, rejected)] == [
        "RETURNED",
        "SUBMITTED",
        "QUEUED",
        "REJECTED",
    ]
    assert verified["application"]["claims"] == [{"category": "SIBLING", "state": "VERIFIED"}]


async def test_an_office_elsewhere_finds_nothing_to_decide(story: Story, campaign: dict[str, Any]) -> None:
    application = (await story.submit(campaign, await story.child()))["id"]

    theirs = await step(story, "registerApplication", "another district", applicationId=application)
    nobodys = await step(story, "registerApplication", "another district", applicationId=str(new_id()))

    assert theirs == nobodys
    assert theirs["userErrors"][0]["code"] == "NOT_FOUND"


async def test_reading_a_queue_costs_the_same_statements_for_one_and_for_twenty(
    story: Story, campaign: dict[str, Any]
) -> None:
    for _ in range(20):
        await story.submit(campaign, await story.child())
    counts, found = [], 0

    for first in (1, 10, 20):
        async with story.graph.statements() as statements:
            answer = await story.asked(QUEUE, {"campaign": campaign["id"], "first": first}, "district")
        counts.append(len(statements))
        found = len(answer["data"]["applications"]["nodes"])

    assert found == answer["data"]["applications"]["totalCount"] == 20
    assert len(set(counts)) == 1
    receipts = [node["receiptNo"] for node in answer["data"]["applications"]["nodes"]]
    assert receipts == sorted(receipts)


AT_SCHOOL = """
query($campaign: ID!, $school: ID!) { _entities(representations: [{__typename: "School", id: $school}]) {
    ... on School { applications(campaignId: $campaign) { totalCount nodes { receiptNo child { displayName } } } } } }
"""


async def test_a_school_sees_the_applications_that_address_it_and_the_public_sees_none(
    story: Story, campaign: dict[str, Any]
) -> None:
    application = await story.submit(campaign, await story.child())
    asked = {"campaign": campaign["id"], "school": str(story.school)}

    seen = {
        who: await story.asked(AT_SCHOOL, asked, who) for who in ("director", "another director", "nobody")
    }

    (school,) = seen["director"]["data"]["_entities"]
    assert school["applications"] == {
        "totalCount": 1,
        "nodes": [{"receiptNo": application["receiptNo"], "child": {"displayName": "Магомедова Амина"}}],
    }
    assert seen["another director"]["data"]["_entities"] == [{"applications": {"totalCount": 0, "nodes": []}}]
    assert seen["nobody"]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


CLAIMS = "query($id: ID!) { application(id: $id) { claims { category state reason } } }"


@pytest.mark.parametrize(
    ("who", "reason"),
    [("mother", "Не брат Амины"), ("district", "Не брат Амины"), ("region", ""), ("ministry", "")],
)
async def test_an_office_s_words_about_a_child_are_for_who_sees_persons(
    story: Story, campaign: dict[str, Any], who: str, reason: str
) -> None:
    application = await story.submit(campaign, await story.child(), claims=[{"category": "FIRST"}])
    given = {"applicationId": application["id"], "category": "FIRST", "reason": "Не брат Амины"}
    await story.done("rejectClaim", "RejectClaim", given, "application { id }", "district")

    seen = await story.asked(CLAIMS, {"id": application["id"]}, who)

    assert seen["data"]["application"]["claims"] == [
        {"category": "FIRST", "state": "REJECTED", "reason": reason}
    ]
