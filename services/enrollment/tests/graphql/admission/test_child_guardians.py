"""The office lets a second parent answer for a child, and the record opens and closes with that."""

from __future__ import annotations

from typing import Any

from chassis.testing.streams import subscribed

from .story import Story

FOLLOWED = "subscription($id: ID!) { positionChanged(applicationId: $id) { choices { position } } }"
SEEN = "query($id: ID!) { child(id: $id) { displayName } }"


async def father_of(story: Story) -> str:
    given = {"schoolId": str(story.school), "displayName": "Магомедов Али"}
    made = await story.done("registerGuardian", "RegisterGuardian", given, "guardian { id }", "director")
    return str(made["guardian"]["id"])


async def seen_by(story: Story, father: str, child: str) -> Any:
    grants, person = [f"guardian@school:{story.school}"], [f"guardian:{father}"]
    answer = await story.graph.ask(SEEN, {"id": child}, grants=grants, person=person)
    return answer["data"]["child"]


async def test_a_second_parent_sees_the_child_for_as_long_as_the_office_says(story: Story) -> None:
    child, father = await story.child(), await father_of(story)
    pair = {"childId": child, "guardianId": father}

    before = await seen_by(story, father, child)
    linked = pair | {"kind": "PARENT"}
    await story.done("linkChildGuardian", "LinkChildGuardian", linked, "child { id }", "district")
    meanwhile = await seen_by(story, father, child)
    await story.done("unlinkChildGuardian", "UnlinkChildGuardian", pair, "child { id }", "director")
    after = await seen_by(story, father, child)

    assert (before, after) == (None, None)
    assert meanwhile == {"displayName": "Магомедова Амина"}


async def test_the_screen_of_who_no_longer_answers_goes_dark(story: Story, campaign: dict[str, Any]) -> None:
    child, father = await story.child(), await father_of(story)
    applied = await story.submit(campaign, child)
    pair = {"childId": child, "guardianId": father}
    linked = pair | {"kind": "PARENT"}
    await story.done("linkChildGuardian", "LinkChildGuardian", linked, "child { id }", "district")
    token = story.graph.token([f"guardian@school:{story.school}"], [f"guardian:{father}"])

    async with subscribed(story.graph.app, FOLLOWED, {"id": applied["id"]}, token=token) as screen:
        first = await screen.next()
        await story.done("unlinkChildGuardian", "UnlinkChildGuardian", pair, "child { id }", "director")
        (last,) = await screen.rest()

    assert "errors" not in first
    assert [error["extensions"]["code"] for error in last["errors"]] == ["NOT_FOUND"]


async def test_a_guardian_opens_the_record_to_nobody(story: Story) -> None:
    child, father = await story.child(), await father_of(story)
    given = {"childId": child, "guardianId": father, "kind": "PARENT"}
    text = "mutation($i: LinkChildGuardianInput!) { linkChildGuardian(input: $i) { child { id } } }"

    answer = await story.asked(text, {"i": given}, "mother")

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
