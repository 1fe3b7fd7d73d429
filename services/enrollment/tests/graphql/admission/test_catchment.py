"""The catchment map through the graph: a district draws and measures, everybody reads, a family sees its metres."""

from __future__ import annotations

from typing import Any

import pytest

from .story import Story

MAP = "school { catchment(first: 9) { totalCount nodes { area isFirst metres } } }"
OPEN_MAP = """
query($school: ID!) { _entities(representations: [{__typename: "School", id: $school}]) { ... on School {
    catchment(first: 1) { nodes { area metres } pageInfo { hasNextPage } } } } }
"""
OWN = "query($id: ID!) { application(id: $id) { choices { inCatchment metres } } }"


async def draw(story: Story, who: str = "district", **given: Any) -> dict[str, Any]:
    return await story.tried(
        "drawCatchment", "DrawCatchment", {"schoolId": str(story.school)} | given, MAP, who
    )


async def test_a_district_draws_and_measures_and_everybody_reads_the_map(story: Story) -> None:
    distances = [{"area": "Мюрего", "metres": 420}, {"area": "Канасираги", "metres": 2100}]

    drawn = await draw(story, areas=["Бурдеки", "Мюрего"], distances=distances)
    read = await story.asked(OPEN_MAP, {"school": str(story.school)}, "nobody")

    assert drawn["userErrors"] == []
    assert drawn["school"]["catchment"] == {
        "totalCount": 3,
        "nodes": [
            {"area": "Бурдеки", "isFirst": True, "metres": None},
            {"area": "Канасираги", "isFirst": False, "metres": 2100},
            {"area": "Мюрего", "isFirst": True, "metres": 420},
        ],
    }
    (school,) = read["data"]["_entities"]
    assert school["catchment"] == {
        "nodes": [{"area": "Бурдеки", "metres": None}],
        "pageInfo": {"hasNextPage": True},
    }


async def test_a_family_sees_how_far_it_lives_as_the_map_said_it(
    story: Story, campaign: dict[str, Any]
) -> None:
    await draw(story, areas=[], distances=[{"area": "Мюрего", "metres": 420}])
    child = await story.child()
    moved = {"childId": child, "area": "Мюрего"}
    await story.done("moveChild", "MoveChild", moved, "child { area }", "mother")
    application = (await story.submit(campaign, child))["id"]

    read = await story.asked(OWN, {"id": application}, "mother")

    assert read["data"]["application"]["choices"] == [{"inCatchment": False, "metres": 420}]


@pytest.mark.parametrize(
    ("distances", "code", "message"),
    [
        ([("Мюрего", -1)], "DISTANCE_OUT_OF_RANGE", "Расстояние от «Мюрего» — от 0 до 1000000 метров."),
        ([("Мюрего", 1), ("Мюрего", 2)], "AREA_MEASURED_TWICE", "Для «Мюрего» указано два расстояния."),
    ],
)
async def test_a_measurement_that_cannot_be_is_refused_and_changes_nothing(
    story: Story, distances: list[tuple[str, int]], code: str, message: str
) -> None:
    given = [{"area": area, "metres": metres} for area, metres in distances]

    refused = await draw(story, areas=["Бурдеки"], distances=given)

    assert refused["userErrors"] == [{"code": code, "path": ["input", "distances"], "message": message}]
    (school,) = (await story.asked(OPEN_MAP, {"school": str(story.school)}, "nobody"))["data"]["_entities"]
    assert school["catchment"]["nodes"] == []


DRAW = "mutation($i: DrawCatchmentInput!) { drawCatchment(input: $i) { userErrors { code } } }"


@pytest.mark.parametrize("who", ["another district", "region", "director", "mother", "nobody"])
async def test_nobody_but_the_schools_district_draws_its_map(story: Story, who: str) -> None:
    given = {"schoolId": str(story.school), "areas": ["Бурдеки"]}

    answer = await story.asked(DRAW, {"i": given}, who)

    assert answer.get("errors") or answer["data"]["drawCatchment"]["userErrors"]
    (school,) = (await story.asked(OPEN_MAP, {"school": str(story.school)}, "nobody"))["data"]["_entities"]
    assert school["catchment"]["nodes"] == []
