"""What a failure leaves of an answer."""

from __future__ import annotations

from typing import Any

import asyncpg
import orjson
import pytest

from readplan import ReadPlan

from .conftest import engine_on
from .register import data
from .register.policy import Caller
from .watching import WatchedPool

MINISTRY = Caller("ministry", "COUNTRY")


async def ask(pool: Any, query: str, caller: Caller = MINISTRY, **variables: Any) -> dict[str, Any]:
    answered: dict[str, Any] = orjson.loads(
        (await engine_on(pool).execute(query, variables, caller=caller)).body
    )
    return answered


async def test_a_statement_that_times_out_nulls_its_field_and_the_rest_stands(pool: Any) -> None:
    slow = WatchedPool(pool, failing="from pupil", error=asyncpg.QueryCanceledError("canceling statement"))
    query = "query ($id: ID) { school(id: $id) { code head { name } } districts { code } }"

    answer = await ask(slow, query, id=data.school_id(0))

    assert answer["data"]["school"] == {"code": "S0", "head": None}
    assert [district["code"] for district in answer["data"]["districts"]] == ["D0", "D1", "D2"]
    assert answer["errors"] == [
        {
            "message": "Reading this took too long.",
            "path": ["school", "head"],
            "extensions": {"code": "TIMEOUT"},
        }
    ]


async def test_a_promised_list_that_fails_nulls_up_to_the_first_nullable_place(pool: Any) -> None:
    slow = WatchedPool(pool, failing="from form", error=asyncpg.QueryCanceledError("canceling statement"))
    query = "query ($id: ID) { school(id: $id) { code classes { letter } } }"

    answer = await ask(slow, query, id=data.school_id(0))

    assert answer["data"] == {"school": None}
    assert answer["errors"][0]["path"] == ["school", "classes"]


async def test_what_nobody_foresaw_is_masked(pool: Any) -> None:
    broken = WatchedPool(pool, failing="from form", error=asyncpg.UndefinedTableError("secret internals"))

    answer = await ask(broken, "query ($id: ID!) { class(id: $id) { letter } }", id=data.form_id(0))

    assert answer["data"] == {"class": None}
    assert answer["errors"][0]["extensions"] == {"code": "INTERNAL"}
    assert "secret" not in str(answer)


async def test_without_a_database_every_field_says_so(pool: Any) -> None:
    class Down:
        def acquire(self) -> Any:
            return self

        async def __aenter__(self) -> Any:
            raise ConnectionRefusedError

        async def __aexit__(self, *_: object) -> None:
            raise AssertionError("what was not entered is not left")

    answer = await ask(
        Down(), "query ($id: ID!) { class(id: $id) { letter } pupil(id: $id) { id } }", id=data.form_id(0)
    )

    assert answer["data"] == {"class": None, "pupil": None}
    assert [error["path"] for error in answer["errors"]] == [["class"], ["pupil"]]


async def test_what_the_caller_may_not_read_is_an_error_at_its_path(pool: Any) -> None:
    director = Caller("director", "SCHOOL", (data.school_id(1),), figures=False)

    answer = await ask(pool, "{ schools { nodes { code figures { pupils } } } }", director)

    assert answer["data"] == {"schools": {"nodes": [{"code": "S1", "figures": None}]}}
    assert answer["errors"][0]["path"] == ["schools", "nodes", 0, "figures"]
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_row_out_of_scope_looks_like_one_that_does_not_exist(pool: Any) -> None:
    director = Caller("director", "SCHOOL", (data.school_id(1),))
    query = """query ($id: ID, $r: [_Any!]!) {
      school(id: $id) { code } _entities(representations: $r) { ... on School { code } } }"""

    async def answer(id_: str) -> dict[str, Any]:
        return await ask(pool, query, director, id=id_, r=[{"__typename": "School", "id": id_}])

    assert await answer(data.school_id(2)) == await answer(data.school_id(99))


@pytest.mark.parametrize("query", ["{ school { code } }", 'query { school(id: "a", code: "b") { code } }'])
async def test_a_look_up_wants_exactly_one_of_its_arguments(engine: ReadPlan[Caller], query: str) -> None:
    answer = orjson.loads((await engine.execute(query, caller=MINISTRY)).body)

    assert answer["data"] == {"school": None}
    assert answer["errors"][0]["message"] == "Give exactly one of: id, code."
