"""A derived field may need what another subgraph told about the same entity."""
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import Any

import orjson
import pytest
import strawberry

from readplan import Binding, ReadPlan, Sql, bind, everyone, given, keys, planned, roots
from readplan.model import BindingError

from .register import data


@strawberry.federation.type(keys=["id"], description="A parcel whose weight and size another subgraph knows.")
class Parcel:
    id: strawberry.ID
    weight: int | None = strawberry.federation.field(external=True)
    size: strawberry.scalars.JSON | None = strawberry.federation.field(external=True)
    postage: str | None = strawberry.federation.field(requires=["weight", "size"])


@strawberry.type
class Query:
    @planned(description="A parcel.")
    def parcel(self, id: strawberry.ID) -> Parcel | None: ...


schema = strawberry.federation.Schema(query=Query, types=[Parcel])
ENTITIES = """query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Parcel { id postage weight } }
}"""


def bound() -> Binding:
    parcel = bind(Parcel, keys(id="uuid"), visible=everyone)
    parcel.derived("postage", needs=(given("weight"), given("size"), Sql("7")), fn=told)
    return parcel


def told(weight: int | None, size: dict[str, int] | None, seven: int) -> str:
    return f"{weight} g, {(size or {}).get('w')} wide, {seven}"


def engine_of(pool: Any, parcel: Binding) -> ReadPlan[Any]:
    query = roots(Query)
    query.one("parcel", Parcel)
    return ReadPlan(
        schema,
        [query, parcel],
        pool=lambda: pool,
        cursor_key=b"key",
        answer=lambda _caller, _question: None,
        subject=lambda _caller: "",
        locales=lambda _caller: (),
    )


def representation(number: int, **told: object) -> dict[str, object]:
    return {"__typename": "Parcel", "id": str(data.pupil_id(number)), **told}


async def test_what_a_representation_carries_reaches_the_field_that_requires_it(pool: Any) -> None:
    representations = [representation(1, weight=20, size={"w": 3}), representation(2, weight=40)]

    answer = await engine_of(pool, bound()).execute(
        ENTITIES, {"representations": representations}, caller=None
    )

    assert orjson.loads(answer.body)["data"]["_entities"] == [
        {"id": representations[0]["id"], "postage": "20 g, 3 wide, 7", "weight": 20},
        {"id": representations[1]["id"], "postage": "40 g, None wide, 7", "weight": 40},
    ]


async def test_a_row_that_no_representation_led_to_is_told_nothing(pool: Any) -> None:
    one = str(data.pupil_id(1))

    answer = await engine_of(pool, bound()).execute(
        "query ($id: ID!) { parcel(id: $id) { postage weight } }", {"id": one}, caller=None
    )

    assert orjson.loads(answer.body)["data"]["parcel"] == {"postage": "None g, None wide, 7", "weight": None}


async def test_only_an_external_field_is_given(pool: Any) -> None:
    parcel = bind(Parcel, keys(id="uuid"), visible=everyone)
    parcel.derived("postage", needs=(given("colour"),), fn=str)

    with pytest.raises(BindingError, match="needs colour, which is no @external field"):
        engine_of(pool, parcel)
