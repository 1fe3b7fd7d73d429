"""A plan serves only callers who would have answered its questions alike."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from itertools import product
from typing import Any

import orjson
import pytest

from readplan import Shape
from readplan.cache import ByShape

from .conftest import engine_on
from .register import data
from .register.policy import Caller

QUERY = "{ schools { nodes { code figures { pupils } pupils { nodes { id name } } } } }"
FIRST = Caller("first", "DISTRICT", (data.district_id(1),), names="FULL", figures=True)
FLIPPED = [
    replace(FIRST, scope=scope, names=names, figures=figures)
    for scope, names, figures in product(
        ["COUNTRY", "DISTRICT", "NONE"], ["FULL", "OLD", "MASKED"], [True, False]
    )
]


@pytest.mark.parametrize("caller", FLIPPED, ids=lambda c: f"{c.scope}-{c.names}-{c.figures}")
async def test_a_caller_with_another_answer_gets_a_plan_of_its_own(pool: Any, caller: Caller) -> None:
    shared, fresh = engine_on(pool), engine_on(pool)
    await shared.execute(QUERY, caller=FIRST)

    after_another = await shared.execute(QUERY, caller=caller)
    alone = await fresh.execute(QUERY, caller=caller)

    assert after_another.body == alone.body


async def test_callers_of_one_shape_share_a_plan_but_not_their_rows(pool: Any) -> None:
    engine = engine_on(pool)
    other = replace(FIRST, name="other", grants=(data.district_id(2),))

    one = orjson.loads((await engine.execute("{ schools { nodes { code } } }", caller=FIRST)).body)
    two = orjson.loads((await engine.execute("{ schools { nodes { code } } }", caller=other)).body)

    assert [node["code"] for node in one["data"]["schools"]["nodes"]] == ["S1", "S4", "S7"]
    assert [node["code"] for node in two["data"]["schools"]["nodes"]] == ["S2", "S5"]


def test_a_question_is_asked_of_the_caller_once() -> None:
    heard: list[Hashable] = []
    shape = Shape("somebody", lambda caller, question: heard.append(question))

    shape.ask("scope")
    shape.ask("scope")

    assert heard == ["scope"]


def test_a_question_that_depends_on_another_answer_is_kept_apart() -> None:
    plans: ByShape[str] = ByShape(10)
    plans.keep({"scope": "SCHOOL", "names": "FULL"}, "of a school")
    plans.keep({"scope": "COUNTRY"}, "of the country")

    found = plans.find({"scope": "COUNTRY"}, lambda caller, question: caller[question])

    assert found == "of the country"
