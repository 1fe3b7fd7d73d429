"""A regional portal acts for the families that let it, under its contract, and for nobody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from chassis.testing.streams import subscribed

from .story import RECEIPT, Story

CONTRACT = """
insert into integrator_contract (id, client, topics, places, purpose, valid_from, valid_until, version)
values ($1, 'portal', '{}', $2, 'applications', now() - interval '1 day', now() + $3 * interval '1 day', 1)
"""
APPLY = f"mutation($i: SubmitApplicationInput!) {{ submitApplication(input: $i) {{ {RECEIPT} }} }}"
REGISTER = (
    """mutation($i: RegisterChildInput!) { registerChild(input: $i) { childId userErrors { code } } }"""
)
READ = "query($id: ID!) { application(id: $id) { id state } }"
FOLLOWED = "subscription($id: ID!) { positionChanged(applicationId: $id) { choices { position } } }"


@pytest_asyncio.fixture
async def portal(story: Story) -> UUID:
    """The contract of a portal of the district's region."""
    return await contract(story, [story.region])


async def contract(story: Story, places: list[Any] | None, *, days: int = 30) -> UUID:
    id = uuid4()
    await story.graph.app.state.pool.execute(CONTRACT, id, places, days)
    return id


async def allow(
    story: Story, contract: UUID, *, verb: str = "allowChannel", who: str = "mother"
) -> list[str]:
    given = {"guardianId": str(story.mother), "contractId": str(contract)}
    payload = await story.tried(verb, verb[0].upper() + verb[1:], given, "guardianId", who)
    return [error["code"] for error in payload["userErrors"]]


async def as_portal(story: Story, holds: UUID, query: str, **variables: Any) -> Any:
    return await story.graph.ask(query, variables, grants=[f"integrator@contract:{holds}"])


async def registers(story: Story, holds: UUID, names: UUID | None = None) -> Any:
    given = {
        "guardianId": str(story.mother),
        "kind": "PARENT",
        "displayName": "Магомедова Амина",
        "birthDate": "2019-05-05",
        "documents": [{"kind": "NATIONAL_ID", "number": f"P-{uuid4()}"}],
        "contractId": str(names or holds),
    }
    return await as_portal(story, holds, REGISTER, i=given)


async def applies(
    story: Story, holds: UUID, campaign: dict[str, Any], child: str, *, names: UUID | None = None
) -> Any:
    given = {
        "campaignId": campaign["id"],
        "childId": child,
        "choices": [campaign["plan"]],
        "channel": "EGOV",
        "contractId": str(names or holds),
    }
    return await as_portal(story, holds, APPLY, i=given)


def code(answer: Any) -> list[str]:
    return [error["extensions"]["code"] for error in answer.get("errors", ())]


async def test_with_the_guardians_consent_a_portal_registers_the_child_applies_and_reads_what_it_brought(
    story: Story, campaign: dict[str, Any], portal: UUID
) -> None:
    assert await allow(story, portal) == []

    child = (await registers(story, portal))["data"]["registerChild"]["childId"]
    receipt = (await applies(story, portal, campaign, child))["data"]["submitApplication"]["application"]
    own = (await as_portal(story, portal, READ, id=receipt["id"]))["data"]["application"]
    mothers = (await story.asked(READ, {"id": receipt["id"]}, "mother"))["data"]["application"]

    assert receipt["state"] == "SUBMITTED"
    assert own == mothers == {"id": receipt["id"], "state": "SUBMITTED"}


async def test_without_consent_a_child_is_to_a_portal_as_if_there_were_none(
    story: Story, campaign: dict[str, Any], portal: UUID
) -> None:
    child = await story.child()

    theirs = await applies(story, portal, campaign, child)
    nobodys = await applies(story, portal, campaign, str(uuid4()))
    made = await registers(story, portal)

    assert made["data"]["registerChild"]["userErrors"] == [{"code": "NOT_FOUND"}]
    assert theirs == nobodys
    assert await story.graph.app.state.pool.fetchval("select count(*) from application") == 0


async def test_another_portals_consent_is_not_ones_own(
    story: Story, campaign: dict[str, Any], portal: UUID
) -> None:
    child, other = await story.child(), await contract(story, None)
    await allow(story, portal)

    named_its_own = await applies(story, other, campaign, child)
    named_the_others = await applies(story, other, campaign, child, names=portal)

    assert named_its_own == named_the_others
    assert await story.graph.app.state.pool.fetchval("select count(*) from application") == 0


@pytest.mark.parametrize("ends", ["the contract", "its places", "the consent"])
async def test_what_a_portal_may_do_ends_with(
    story: Story, campaign: dict[str, Any], portal: UUID, ends: str
) -> None:
    child, pool = await story.child(), story.graph.app.state.pool
    await allow(story, portal)
    if ends == "the contract":
        await pool.execute("update integrator_contract set ended_at = now()")
    elif ends == "its places":
        await pool.execute("update integrator_contract set places = $1", [uuid4()])
    else:
        assert await allow(story, portal, verb="endChannel") == []

    await applies(story, portal, campaign, child)

    assert await pool.fetchval("select count(*) from application") == 0


async def test_a_family_names_no_contract_itself(
    story: Story, campaign: dict[str, Any], portal: UUID
) -> None:
    child = await story.child()
    given = {
        "campaignId": campaign["id"],
        "childId": child,
        "choices": [campaign["plan"]],
        "contractId": str(portal),
    }

    await story.asked(APPLY, {"i": given}, "mother")

    assert await story.graph.app.state.pool.fetchval("select count(*) from application") == 0


async def test_when_the_family_takes_its_consent_back_the_portal_sees_nothing_more_and_its_screen_goes_dark(
    story: Story, campaign: dict[str, Any], portal: UUID
) -> None:
    child = await story.child()
    await allow(story, portal)
    brought = (await applies(story, portal, campaign, child))["data"]["submitApplication"]["application"][
        "id"
    ]
    token = story.graph.token([f"integrator@contract:{portal}"])

    async with subscribed(story.graph.app, FOLLOWED, {"id": brought}, token=token) as screen:
        await screen.next()
        await allow(story, portal, verb="endChannel")
        (last,) = await screen.rest()

    assert last["data"] is None
    assert (await as_portal(story, portal, READ, id=brought))["data"]["application"] is None
    mothers = await story.asked(READ, {"id": brought}, "mother")
    assert mothers["data"]["application"]["state"] == "SUBMITTED"


@pytest.mark.parametrize("ends", ["ended_at = now()", "valid_until = now()"])
async def test_a_portal_whose_contract_is_over_reads_nothing_of_what_it_brought(
    story: Story, campaign: dict[str, Any], portal: UUID, ends: str
) -> None:
    child = await story.child()
    await allow(story, portal)
    applied = await applies(story, portal, campaign, child)
    brought = applied["data"]["submitApplication"]["application"]["id"]
    before = await as_portal(story, portal, READ, id=brought)

    await story.graph.app.state.pool.execute(f"update integrator_contract set {ends}")

    after = await as_portal(story, portal, READ, id=brought)
    assert before["data"]["application"]["state"] == "SUBMITTED"
    assert after["data"]["application"] is None


async def test_consent_is_given_once_and_taken_back_once(story: Story, portal: UUID) -> None:
    given = [await allow(story, portal), await allow(story, portal)]
    taken = [await allow(story, portal, verb="endChannel") for _ in range(2)]

    assert given == [[], ["CHANNEL_ALLOWED"]]
    assert taken == [[], ["CHANNEL_NOT_ALLOWED"]]


async def test_nobody_consents_to_a_contract_that_is_not_in_force(story: Story) -> None:
    over = await contract(story, None)
    await story.graph.app.state.pool.execute("update integrator_contract set ended_at = now()")

    assert await allow(story, over) == ["NOT_FOUND"]


async def test_nobody_consents_for_another_guardian(story: Story, portal: UUID) -> None:
    text = "mutation($i: AllowChannelInput!) { allowChannel(input: $i) { guardianId userErrors { code } } }"
    given = {"guardianId": str(story.mother), "contractId": str(portal)}

    answers = {
        who: await story.asked(text, {"i": given}, who)
        for who in ("another guardian", "director", "district")
    }

    assert not await story.graph.app.state.pool.fetchval("select count(*) from channel_consent")
    assert code(answers["director"]) == code(answers["district"]) == ["FORBIDDEN"]
