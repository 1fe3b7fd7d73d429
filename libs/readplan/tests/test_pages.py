"""Pages by key: walking a list, and cursors that were not given for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readplan import ReadPlan

from .register import data
from .register.policy import Caller

MINISTRY = Caller("ministry", "COUNTRY")
FORWARD = """query ($n: Int!, $at: String, $o: [SchoolSortOrder!]) {
  schools(first: $n, after: $at, orderBy: $o) { nodes { id } totalCount
  pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
BACKWARD = """query ($n: Int!, $at: String, $o: [SchoolSortOrder!]) {
  schools(last: $n, before: $at, orderBy: $o) { nodes { id } pageInfo { hasPreviousPage startCursor } } }"""
ORDERS = st.lists(
    st.fixed_dictionaries(
        {"field": st.sampled_from(["CODE", "NAME", "FOUNDED"]), "direction": st.sampled_from(["ASC", "DESC"])}
    ),
    max_size=3,
)


async def ask(
    engine: ReadPlan[Caller], query: str, caller: Caller = MINISTRY, **variables: Any
) -> dict[str, Any]:
    answered: dict[str, Any] = orjson.loads((await engine.execute(query, variables, caller=caller)).body)
    return answered


async def whole(engine: ReadPlan[Caller], order: list[Any]) -> list[str]:
    page = (await ask(engine, FORWARD, n=100, o=order))["data"]["schools"]
    return [node["id"] for node in page["nodes"]]


@given(order=ORDERS, size=st.integers(1, 4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_walking_forward_meets_every_row_once(
    engine: ReadPlan[Caller], order: list[Any], size: int
) -> None:
    met: list[str] = []
    at, more = None, True

    while more:
        page = (await ask(engine, FORWARD, n=size, at=at, o=order))["data"]["schools"]
        assert page["pageInfo"]["hasPreviousPage"] is (at is not None)
        assert page["totalCount"] == data.SCHOOLS
        met += [node["id"] for node in page["nodes"]]
        at, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]

    assert met == await whole(engine, order)


@given(order=ORDERS, size=st.integers(1, 4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_walking_backward_meets_every_row_once(
    engine: ReadPlan[Caller], order: list[Any], size: int
) -> None:
    met: list[str] = []
    at, more = None, True

    while more:
        page = (await ask(engine, BACKWARD, n=size, at=at, o=order))["data"]["schools"]
        met = [node["id"] for node in page["nodes"]] + met
        at, more = page["pageInfo"]["startCursor"], page["pageInfo"]["hasPreviousPage"]

    assert met == await whole(engine, order)


async def cursor(engine: ReadPlan[Caller], **variables: Any) -> str:
    page = await ask(engine, FORWARD, n=2, **variables)
    return str(page["data"]["schools"]["pageInfo"]["endCursor"])


def code(answer: dict[str, Any]) -> str:
    return str(answer["errors"][0]["extensions"]["code"])


async def test_an_edited_cursor_is_refused(engine: ReadPlan[Caller]) -> None:
    given_ = await cursor(engine)

    for place in range(len(given_)):
        edited = given_[:place] + ("A" if given_[place] != "A" else "B") + given_[place + 1 :]
        answer = await ask(engine, FORWARD, n=2, at=edited)
        # The last letter of an encoding may hold bits that mean nothing.
        assert (
            "errors" not in answer
            if place == len(given_) - 1 and "errors" not in answer
            else code(answer) == "INVALID_CURSOR"
        )


async def test_another_caller_s_cursor_is_refused(engine: ReadPlan[Caller]) -> None:
    given_ = await cursor(engine)

    answer = await ask(engine, FORWARD, replace(MINISTRY, name="somebody else"), n=2, at=given_)

    assert code(answer) == "INVALID_CURSOR"


async def test_a_cursor_of_another_order_is_refused(engine: ReadPlan[Caller]) -> None:
    given_ = await cursor(engine, o=[{"field": "NAME"}])

    answer = await ask(engine, FORWARD, n=2, at=given_, o=[{"field": "CODE"}])

    assert code(answer) == "INVALID_CURSOR"


async def test_a_cursor_of_another_field_is_refused(engine: ReadPlan[Caller]) -> None:
    given_ = await cursor(engine)
    query = "query ($at: String) { districts { schools(after: $at) { nodes { id } } } }"

    answer = await ask(engine, query, at=given_)

    assert code(answer) == "INVALID_CURSOR"


@pytest.mark.parametrize("nonsense", ["", "x", "ы", "AAAA", "=" * 50, "\x00"])
async def test_what_is_no_cursor_is_refused(engine: ReadPlan[Caller], nonsense: str) -> None:
    answer = await ask(engine, FORWARD, n=2, at=nonsense)

    assert code(answer) == "INVALID_CURSOR"


@pytest.mark.parametrize(("size", "expected"), [(101, "LIMIT_EXCEEDED"), (-1, "BAD_USER_INPUT")])
async def test_a_page_out_of_bounds_is_refused(engine: ReadPlan[Caller], size: int, expected: str) -> None:
    answer = await ask(engine, FORWARD, n=size)

    assert code(answer) == expected
    assert str(size) in answer["errors"][0]["message"]


async def test_a_nested_page_is_smaller(engine: ReadPlan[Caller]) -> None:
    answer = await ask(engine, "{ districts { schools(first: 51) { nodes { id } } } }")

    assert code(answer) == "LIMIT_EXCEEDED"
    assert answer["errors"][0]["path"] == ["districts", 0, "schools"]
