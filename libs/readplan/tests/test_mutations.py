"""Mutations and subscriptions: Strawberry acts, plans read."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import orjson
import pytest

from readplan import ReadPlan
from readplan.answer import Answer

from .conftest import engine_on
from .register import data
from .register.policy import Caller
from .watching import WatchedPool

RENAME = """mutation ($id: ID!, $name: String!, $more: Boolean! = true) { rename(id: $id, name: $name) {
  school { ...S } again: school { code } touched { id classes { letter } }
  userErrors { code ... on EmptyName { given } } } }
fragment S on School { id name @include(if: $more) district { code } }"""


@pytest.fixture
async def school(pool: Any) -> Any:
    """A school whose name is put back afterwards."""
    before = await pool.fetchval("select name from school where id = $1::uuid", data.school_id(3))
    yield data.school_id(3)
    await pool.execute("update school set name = $2 where id = $1::uuid", data.school_id(3), before)


async def test_a_payload_s_entities_are_read_after_the_change(
    engine: ReadPlan[Caller], pool: Any, school: str
) -> None:
    ministry = Caller("ministry", "COUNTRY", pool=pool)

    answer = orjson.loads((await engine.execute(RENAME, {"id": school, "name": "Нур"}, caller=ministry)).body)

    payload = answer["data"]["rename"]
    assert payload["school"] == {"id": school, "name": "Нур", "district": {"code": "D0"}}
    assert payload["again"] == {"code": "S3"}
    assert payload["touched"][0]["id"] == school
    assert payload["userErrors"] == []


async def test_a_refusal_is_data(engine: ReadPlan[Caller], pool: Any) -> None:
    ministry = Caller("ministry", "COUNTRY", pool=pool)

    answer = orjson.loads(
        (await engine.execute(RENAME, {"id": data.school_id(3), "name": ""}, caller=ministry)).body
    )

    assert answer["data"]["rename"]["school"] is None
    assert answer["data"]["rename"]["userErrors"] == [{"code": "EMPTY", "given": ""}]


async def test_a_payload_s_entities_are_read_under_the_policy(
    engine: ReadPlan[Caller], pool: Any, school: str
) -> None:
    elsewhere = Caller("director", "SCHOOL", (data.school_id(1),), pool=pool)

    answer = orjson.loads((await engine.execute(RENAME, {"id": school, "name": "x"}, caller=elsewhere)).body)

    assert answer["data"]["rename"]["school"] is None
    assert answer["data"]["rename"]["touched"] == [None]


async def test_a_selection_costs_what_a_query_costs(pool: Any, school: str) -> None:
    watched = WatchedPool(pool)
    ministry = Caller("ministry", "COUNTRY", pool=pool)

    await engine_on(watched).execute(RENAME, {"id": school, "name": "x"}, caller=ministry)

    assert len(watched.asked) == 5  # school with district, the school again, touched with classes


async def test_each_object_that_a_subscription_yields_is_read(engine: ReadPlan[Caller]) -> None:
    ministry = Caller("ministry", "COUNTRY")
    query = "subscription ($ids: [ID!]!) { renamed(ids: $ids) { position school { code } } }"
    ids = [data.school_id(n) for n in (1, 2, 99)]

    told = await everything(engine.subscribe(query, {"ids": ids}, caller=ministry))

    schools = [one["data"]["renamed"]["school"] for one in told]
    assert schools == [{"code": "S1"}, {"code": "S2"}, None]


async def test_a_query_is_not_subscribed_to(engine: ReadPlan[Caller]) -> None:
    opened = engine.subscribe("{ __typename }", caller=Caller("ministry", "COUNTRY"))

    assert isinstance(opened, Answer)
    assert not opened.executed


async def test_what_a_resolver_of_events_fails_with_is_the_last_that_is_told(
    engine: ReadPlan[Caller],
) -> None:
    query = 'subscription ($ids: [ID!]!) { news: renamed(ids: $ids, until: "denied") { position } }'

    told = await everything(
        engine.subscribe(query, {"ids": [data.school_id(1)]}, caller=Caller("ministry", "COUNTRY"))
    )

    assert told[0]["data"]["news"] == {"position": "0"}
    assert (told[1]["data"], told[1]["errors"][0]["path"]) == (None, ["news"])
    assert told[1]["errors"][0]["extensions"] == {"code": "DENIED"}


async def test_a_resolver_of_events_is_closed_with_its_subscription(engine: ReadPlan[Caller]) -> None:
    closed: list[str] = []
    query = "subscription ($ids: [ID!]!) { renamed(ids: $ids) { position } }"
    ids = [data.school_id(n) for n in (1, 2)]

    opened = engine.subscribe(query, {"ids": ids}, caller=Caller("ministry", "COUNTRY"), context=closed)
    assert not isinstance(opened, Answer)
    await anext(opened)
    await opened.aclose()

    assert closed == ["closed"]


async def everything(opened: Answer | AsyncGenerator[Answer, None]) -> list[Any]:
    assert not isinstance(opened, Answer)
    return [orjson.loads(one.body) async for one in opened]
