"""Who sees the staff of a school, and who sees how many they are."""

from dataclasses import replace
from typing import Any

import pytest

from chassis.ids import new_id
from chassis.testing.serving import Serving
from chassis.testing.surroundings import Surroundings, anybody
from training.domain.ids import DistrictId, SchoolId, TeacherId
from training.persistence.unit_of_work import SqlTrainingUnit
from training.usecases.register_staff import RegisterStaff, register_staff

Training = Surroundings[SqlTrainingUnit]

TEACHER = "query($id: ID!) { teacher(id: $id) { displayName } }"
SCHOOLS = """
query($representations: [_Any!]!) { _entities(representations: $representations) { ... on School {
    id staffCount before: staffCount(onDate: "2020-08-31") first: staffCount(onDate: "2020-09-01") } } }
"""
STAFF = """
query($representations: [_Any!]!) { _entities(representations: $representations) { ... on School {
    staff { displayName schools { id staffCount } } } } }
"""


def schools(*ids: object) -> dict[str, Any]:
    """What a gateway sends for schools that it knows by their keys."""
    return {"representations": [{"__typename": "School", "id": str(one)} for one in ids]}


async def test_a_teacher_is_seen_as_the_table_says(
    graph: Serving, teacher: TeacherId, school: SchoolId, branch: SchoolId, district: DistrictId
) -> None:
    askers: dict[str, dict[str, Any]] = {
        "ministry": {"grants": ["ministry@country:*"]},
        "district": {"grants": [f"district@district:{district}"]},
        "another district": {"grants": [f"district@district:{new_id()}"]},
        "director": {"grants": [f"director@school:{school}"]},
        "another director": {"grants": [f"director@school:{branch}"]},
        "ict coordinator": {"grants": [f"ict_coordinator@school:{school}"]},
        "Ali": {"grants": [f"teacher@school:{school}"], "person": [f"teacher:{teacher}"]},
        "a colleague": {"grants": [f"teacher@school:{school}"], "person": [f"teacher:{new_id()}"]},
        "a guardian": {"grants": [f"guardian@school:{school}"], "person": [f"guardian:{new_id()}"]},
        "nobody": {},
    }
    seen = {}

    for who, asker in askers.items():
        answer = await graph.ask(TEACHER, {"id": str(teacher)}, **asker)
        codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
        seen[who] = codes or (answer["data"]["teacher"] or {}).get("displayName")

    assert seen == {
        "ministry": ["FORBIDDEN"],
        "district": "Алиев Али Магомедович",
        "another district": None,
        "director": "Алиев Али Магомедович",
        "another director": None,
        "ict coordinator": "Алиев Али Магомедович",
        "Ali": "Алиев Али Магомедович",
        "a colleague": None,
        "a guardian": ["FORBIDDEN"],
        "nobody": ["UNAUTHENTICATED"],
    }


async def test_everybody_sees_how_many_work_in_a_school_on_a_day(
    graph: Serving, training: Training, ali: RegisterStaff, teacher: TeacherId, school: SchoolId
) -> None:
    undated = replace(ali, display_name="Без даты", hired_on=None)
    await register_staff(undated, work=training.work, permit=anybody, new_id=new_id)

    answer = await graph.ask(SCHOOLS, schools(school))

    assert answer == {"data": {"_entities": [{"id": str(school), "staffCount": 2, "before": 1, "first": 2}]}}


async def test_a_school_without_staff_has_none_and_an_unknown_one_has_no_figure(
    graph: Serving, branch: SchoolId
) -> None:
    answer = await graph.ask(SCHOOLS, schools(branch, new_id()))

    assert answer["data"]["_entities"][0]["staffCount"] == 0
    assert answer["data"]["_entities"][1] is None


async def test_nobody_in_particular_sees_no_names(
    graph: Serving, teacher: TeacherId, school: SchoolId
) -> None:
    answer = await graph.ask(STAFF, schools(school))

    assert answer["data"] == {"_entities": [{"staff": None}]}
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize("number", [1, 10, 100])
async def test_a_list_costs_the_same_statements_however_long_it_is(
    graph: Serving, training: Training, ali: RegisterStaff, school: SchoolId, number: int
) -> None:
    async with training.work.together() as work:
        for index in range(number):
            await register_staff(
                replace(ali, display_name=f"Учитель {index:03}"), work=work, permit=anybody, new_id=new_id
            )
    asker: dict[str, Any] = {"grants": [f"director@school:{school}"]}
    await graph.ask(STAFF, schools(school), **asker)

    async with graph.statements() as statements:
        answer = await graph.ask(STAFF, schools(school), **asker)

    staff = answer["data"]["_entities"][0]["staff"]
    assert [one["displayName"] for one in staff] == [f"Учитель {index:03}" for index in range(number)]
    assert staff[0]["schools"] == [{"id": str(school), "staffCount": number}]
    # The school, its staff, and their schools with the count of each.
    assert len(statements) == 3, "\n".join(statements)
