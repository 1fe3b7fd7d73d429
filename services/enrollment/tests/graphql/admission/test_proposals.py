"""A director proposes, the district's office answers, and nobody else does or sees either."""

from __future__ import annotations

from typing import Any

from .story import Story

PROPOSAL = "proposal { id state seats answer }"
SEEN = "query($plan: ID!) { seatPlan(id: $plan) { seats proposals { state seats reason } } }"


async def proposed(story: Story, campaign: dict[str, Any], who: str = "director") -> dict[str, Any]:
    given = {"seatPlanId": campaign["plan"], "seats": 50, "reason": "Второй класс"}
    return await story.tried("proposeSeats", "ProposeSeats", given, PROPOSAL, who)


async def test_the_districts_order_makes_the_seats_that_the_director_proposed(
    story: Story, campaign: dict[str, Any]
) -> None:
    proposal = (await proposed(story, campaign))["proposal"]
    order = {"orderNumber": "21-п", "orderDate": "2026-04-02"}

    decided = await story.done(
        "decideSeatProposal",
        "DecideSeatProposal",
        {"proposalId": proposal["id"], "order": order},
        PROPOSAL,
        "district",
    )

    assert (proposal["state"], decided["proposal"]["state"]) == ("OPEN", "ACCEPTED")
    seen = await story.asked(SEEN, {"plan": campaign["plan"]}, "director")
    told = {"state": "ACCEPTED", "seats": 50, "reason": "Второй класс"}
    assert seen["data"]["seatPlan"] == {"seats": 50, "proposals": [told]}


async def test_without_an_order_it_is_declined_with_an_answer(story: Story, campaign: dict[str, Any]) -> None:
    proposal = (await proposed(story, campaign))["proposal"]
    given = {"proposalId": proposal["id"]}

    silent = await story.tried("decideSeatProposal", "DecideSeatProposal", given, PROPOSAL, "district")
    answered = await story.done(
        "decideSeatProposal", "DecideSeatProposal", given | {"answer": "Нет кабинета"}, PROPOSAL, "district"
    )

    assert [error["code"] for error in silent["userErrors"]] == ["REASON_MISSING"]
    assert answered["proposal"] == proposal | {"state": "DECLINED", "answer": "Нет кабинета"}


async def test_an_order_without_a_number_accepts_nothing(story: Story, campaign: dict[str, Any]) -> None:
    proposal = (await proposed(story, campaign))["proposal"]
    order = {"orderNumber": " ", "orderDate": "2026-04-02"}

    refused = await story.tried(
        "decideSeatProposal",
        "DecideSeatProposal",
        {"proposalId": proposal["id"], "order": order},
        PROPOSAL,
        "district",
    )

    assert [error["code"] for error in refused["userErrors"]] == ["ORDER_MISSING"]


async def test_the_second_proposal_waits_and_the_answer_is_in_the_readers_language(
    story: Story, campaign: dict[str, Any]
) -> None:
    await proposed(story, campaign)

    (error,) = (await proposed(story, campaign))["userErrors"]

    assert (error["code"], error["path"]) == ("PROPOSAL_PENDING", ["input", "seatPlanId"])
    assert error["message"] == "Предыдущее предложение по этой программе ещё не рассмотрено."


async def test_another_school_proposes_nothing_here_and_sees_nothing(
    story: Story, campaign: dict[str, Any]
) -> None:
    await proposed(story, campaign)

    refused = await proposed(story, campaign, "another director")
    seen = await story.asked(SEEN, {"plan": campaign["plan"]}, "another director")

    assert [error["code"] for error in refused["userErrors"]] == ["NOT_FOUND"]
    assert seen["data"]["seatPlan"] == {"seats": 25, "proposals": []}
