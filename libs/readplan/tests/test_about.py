"""An answer tells whose rows were read, whatever was selected of them and by whichever way they were found."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from readplan import ReadPlan

from .register import data
from .register.policy import Caller

MINISTRY = Caller("ministry", "COUNTRY")


async def _pupils(pool: Any, where: str, *values: object) -> set[str]:
    return {str(row["id"]) for row in await pool.fetch(f"select id from pupil where {where}", *values)}


async def test_every_pupil_of_a_page_and_none_beyond_it(engine: ReadPlan[Caller]) -> None:
    query = "query Page($id: ID!) { school(id: $id) { pupils(first: 2) { nodes { id } pageInfo { hasNextPage } } } }"

    answer = await engine.execute(query, {"id": data.school_id(1)}, caller=MINISTRY)

    page = orjson.loads(answer.body)["data"]["school"]["pupils"]
    assert page["pageInfo"]["hasNextPage"]
    assert answer.about == {node["id"] for node in page["nodes"]}
    assert answer.operation == "Page"


async def test_a_pupil_of_whom_only_something_else_was_selected(engine: ReadPlan[Caller], pool: Any) -> None:
    school = data.school_id(1)

    answer = await engine.execute(
        "query ($id: ID!) { school(id: $id) { classes { pupils { name } } } }",
        {"id": school},
        caller=MINISTRY,
    )

    placed = (
        "id in (select pupil_id from placement join form on form.id = form_id where form.school_id = $1::uuid"
    )
    assert answer.about == await _pupils(pool, placed + " and until is null)", school)


@pytest.mark.parametrize("field", ["{ pupil(id: $id) { name } }", "{ pupil(id: $id) { marks { value } } }"])
async def test_a_pupil_looked_up(engine: ReadPlan[Caller], pool: Any, field: str) -> None:
    pupil = str(await pool.fetchval("select min(pupil_id::text) from mark"))

    answer = await engine.execute("query ($id: ID!) " + field, {"id": pupil}, caller=MINISTRY)

    assert answer.about == {pupil}


async def test_a_pupil_asked_as_an_entity(engine: ReadPlan[Caller], pool: Any) -> None:
    pupil = str(await pool.fetchval("select min(id::text) from pupil"))
    query = "query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on Pupil { born } } }"

    answer = await engine.execute(query, {"reps": [{"__typename": "Pupil", "id": pupil}]}, caller=MINISTRY)

    assert answer.about == {pupil}


@pytest.mark.parametrize(
    "query",
    [
        "{ schools { nodes { name figures { pupils } pupilCount pupils { totalCount } } } }",
        "{ districts { name } }",
    ],
)
async def test_counts_and_schools_are_about_nobody(engine: ReadPlan[Caller], query: str) -> None:
    answer = await engine.execute(query, caller=MINISTRY)

    assert answer.executed
    assert not answer.about


async def test_what_is_not_visible_was_not_read(engine: ReadPlan[Caller], pool: Any) -> None:
    pupil = str(
        await pool.fetchval("select min(id::text) from pupil where school_id = $1::uuid", data.school_id(2))
    )
    elsewhere = Caller("director", "SCHOOL", (data.school_id(1),))

    answer = await engine.execute(
        "query ($id: ID!) { pupil(id: $id) { name } }", {"id": pupil}, caller=elsewhere
    )

    assert not answer.about
