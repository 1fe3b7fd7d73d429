"""How many statements a query costs."""

from __future__ import annotations

from typing import Any

import asyncpg
import orjson
import pytest

from .conftest import engine_on
from .register import data
from .register.policy import Caller
from .watching import WatchedPool

MINISTRY = Caller("ministry", "COUNTRY")
DEEP = """query ($first: Int!) { schools(first: $first) { nodes {
  code district { code } classes { letter pupils { name marks { value } class { letter } } }
  pupils(first: 2) { nodes { name } }
} } }"""


async def asked(pool: Any, query: str, variables: dict[str, Any] | None = None) -> list[str]:
    watched = WatchedPool(pool)
    answer = await engine_on(watched).execute(query, variables, caller=MINISTRY)
    assert "errors" not in orjson.loads(answer.body)
    return [text for text, _ in watched.asked]


@pytest.mark.parametrize("first", [1, 3, 8])
async def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(pool: Any, first: int) -> None:
    statements = await asked(pool, DEEP, {"first": first})

    assert len(statements) == 7  # schools, district, classes, pupils, marks, class of a pupil, page of pupils


async def test_a_level_without_parents_is_not_asked(pool: Any) -> None:
    statements = await asked(pool, DEEP, {"first": 0})

    assert len(statements) == 1


async def test_what_is_skipped_is_not_asked(pool: Any) -> None:
    query = "query ($with: Boolean!) { districts { code schools @include(if: $with) { nodes { code } } } }"

    with_, without = await asked(pool, query, {"with": True}), await asked(pool, query, {"with": False})

    assert (len(with_), len(without)) == (2, 1)


async def test_nodes_and_their_count_are_one_statement(pool: Any) -> None:
    statements = await asked(pool, "{ districts { schools(first: 1) { totalCount nodes { code } } } }")

    assert len(statements) == 2


async def test_rows_are_not_counted_unless_asked(pool: Any) -> None:
    statements = await asked(pool, "{ schools { nodes { code } } }")

    assert "count(*)" not in statements[0]


async def test_nothing_is_asked_for_a_type_s_name(pool: Any) -> None:
    statements = await asked(pool, "{ __typename }")

    assert statements == []


async def test_entities_of_one_type_and_key_are_one_statement(pool: Any) -> None:
    query = "query ($r: [_Any!]!) { _entities(representations: $r) { ... on School { code } ... on Pupil { name } } }"
    representations = [{"__typename": "School", "id": data.school_id(n)} for n in range(5)]
    representations += [{"__typename": "Pupil", "id": data.pupil_id(n)} for n in range(5)]

    statements = await asked(pool, query, {"r": representations})

    assert len(statements) == 2


async def test_one_entity_is_not_planned_anew_for_each_request(database: str, pool: Any) -> None:
    query = "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Pupil { name } } }"
    representations = [{"__typename": "Pupil", "id": data.pupil_id(1)}]
    options: dict[str, Any] = {"database": "register", "min_size": 1, "max_size": 1}

    async with asyncpg.create_pool(database, **options) as single:
        engine = engine_on(single)
        for _ in range(8):
            await engine.execute(query, {"r": representations}, caller=MINISTRY)
        plans = await single.fetchrow(
            "select custom_plans, generic_plans from pg_prepared_statements where statement like 'select k.ord%'"
        )

    # PostgreSQL tries five times whether to know the values is worth a plan of their own.
    assert plans is not None
    assert (plans["custom_plans"], plans["generic_plans"]) == (5, 3)


async def test_nothing_is_asked_for_an_entity_that_is_known_by_its_key_alone(pool: Any) -> None:
    watched = WatchedPool(pool)
    query = "query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Teacher { id } } }"
    key = data.teacher_id(1)
    representations = [{"__typename": "Teacher", "id": one} for one in (key, key.upper(), "no uuid", key)]

    answer = await engine_on(watched).execute(query, {"r": representations}, caller=MINISTRY)

    teacher = {"__typename": "Teacher", "id": key}
    assert orjson.loads(answer.body)["data"]["_entities"] == [teacher, teacher, None, teacher]
    assert watched.asked == []
