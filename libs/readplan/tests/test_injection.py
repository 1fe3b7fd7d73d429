"""No value becomes a part of a statement."""

from __future__ import annotations

from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readplan import ReadPlan

from .conftest import engine_on
from .register.policy import Caller
from .watching import WatchedPool

MINISTRY = Caller("ministry", "COUNTRY")
ATTACKS = st.sampled_from(
    [
        "'",
        "';drop table mark;--",
        '"',
        "$1",
        "\\",
        "%",
        "{t}",
        "{ids}",
        "\x02" + "0\x03",
        "/*",
        "::text",
        "a' or '1'='1",
    ]
)
TEXTS = st.one_of(
    ATTACKS, st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)
)
QUERY = """query ($t: String, $id: ID, $f: SchoolFilter) {
  a: school(code: $t) { name(locale: $t) }
  b: school(id: $id) { name(locale: $t) district { name(locale: $t) } }
  schools(filter: $f) { totalCount nodes { code name(locale: $t) } }
}"""


def with_(text: str) -> dict[str, Any]:
    filters = {"code": {"contains": text, "eq": text}, "name": {"in": [text]}, "districtId": {"in": [text]}}
    return {"t": text, "id": text, "f": {"or": [filters, {"code": {"eq": "S1"}}]}}


@given(text=TEXTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_statements_are_the_same_whatever_the_values(pool: Any, text: str) -> None:
    plain, attacked = WatchedPool(pool), WatchedPool(pool)
    await engine_on(plain).execute(QUERY, with_("x"), caller=MINISTRY)

    answer = orjson.loads((await engine_on(attacked).execute(QUERY, with_(text), caller=MINISTRY)).body)

    assert [statement for statement, _ in attacked.asked] == [statement for statement, _ in plain.asked]
    assert answer["data"]["schools"]["totalCount"] >= 1
    assert "errors" not in answer


async def test_a_wildcard_is_looked_for_as_it_is(engine: ReadPlan[Caller]) -> None:
    query = "query ($t: String) { schools(filter: {code: {contains: $t}}) { totalCount } }"

    for wildcard in ("%", "_", "\\"):
        answer = orjson.loads((await engine.execute(query, {"t": wildcard}, caller=MINISTRY)).body)

        assert answer["data"]["schools"]["totalCount"] == 0


async def test_a_text_that_no_database_can_hold_is_an_error_of_its_field(engine: ReadPlan[Caller]) -> None:
    answer = orjson.loads((await engine.execute(QUERY, with_("\x00"), caller=MINISTRY)).body)

    assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_USER_INPUT"}
