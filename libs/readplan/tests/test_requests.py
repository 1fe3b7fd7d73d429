"""Requests as they come: documents, variables, what is refused before it runs, what is remembered."""

from __future__ import annotations

import gc
from typing import Any

import orjson
import pytest
from graphql import DocumentNode, GraphQLError, OperationDefinitionNode, execute_sync, parse

from readplan import ReadPlan, Settings
from readplan.document import Bill

from .conftest import engine_on
from .register import data
from .register.naive import GRAPHQL
from .register.policy import Caller

MINISTRY = Caller("ministry", "COUNTRY")


@pytest.mark.parametrize(
    ("declared", "given"),
    [
        ("$first: Int", {"first": "2"}), ("$first: Int!", {}), ("$first: Int!", {"first": None}),
        ("$first: Int", {"first": 2**31}), ("$first: Int", {"first": 1.5}), ("$first: Int", {"first": True}),
        ("$first: Int", {"first": [1]}),
    ],
)  # fmt: skip
async def test_a_variable_is_refused_in_the_words_of_the_specification(
    engine: ReadPlan[Caller], declared: str, given: dict[str, Any]
) -> None:
    query = f"query ({declared}) {{ schools(first: $first) {{ totalCount }} }}"

    answer = await engine.execute(query, given, caller=MINISTRY)

    expected = execute_sync(GRAPHQL, parse(query), variable_values=given).errors or []
    told = orjson.loads(answer.body)
    assert not answer.executed
    assert "data" not in told
    assert [error["message"].split(" Did you")[0] for error in told["errors"]] == [
        e.message for e in expected
    ]


@pytest.mark.parametrize("given", [{"code": None}, {"code": None, "other": "S2"}])
async def test_a_null_that_only_a_default_would_have_kept_away_is_refused_before_anything_runs(
    engine: ReadPlan[Caller], given: dict[str, Any]
) -> None:
    query = """query ($code: String = "S1", $other: String = "S2") {
      schools(filter: {code: {in: [$code, $other]}}) { totalCount }
    }"""

    answer = await engine.execute(query, given, caller=MINISTRY)
    kept = await engine.execute(query, {}, caller=MINISTRY)

    assert not answer.executed
    assert b"Variable '$code' must not be null" in answer.body
    assert orjson.loads(kept.body)["data"]["schools"]["totalCount"] == 2


@pytest.mark.parametrize(
    ("declared", "given", "expected"),
    [
        ("$first: Int = 3", {}, 3), ("$first: Int = 3", {"first": 2}, 2), ("$first: Int", {}, 8),
        ("$first: Int", {"first": None}, 8), ("$first: Int = 1", {"first": None}, 8),
    ],
)  # fmt: skip
async def test_defaults_and_nulls_of_variables(
    engine: ReadPlan[Caller], declared: str, given: dict[str, Any], expected: int
) -> None:
    query = f"query ({declared}) {{ schools(first: $first) {{ nodes {{ code }} }} }}"

    answer = orjson.loads((await engine.execute(query, given, caller=MINISTRY)).body)

    assert len(answer["data"]["schools"]["nodes"]) == expected


@pytest.mark.parametrize(
    "query",
    [
        "{",
        "{ nothing }",
        "query A { __typename } query B { __typename }",
        "fragment F on Query { __typename }",
    ],
)
async def test_what_cannot_run_is_refused_before_it_runs(engine: ReadPlan[Caller], query: str) -> None:
    answer = await engine.execute(query, caller=MINISTRY)

    assert not answer.executed
    assert "data" not in orjson.loads(answer.body)


async def test_suggestions_never_leave(engine: ReadPlan[Caller]) -> None:
    answer = await engine.execute("{ school { cod } }", caller=MINISTRY)

    assert b"Did you mean" not in answer.body


async def test_the_named_operation_is_chosen(engine: ReadPlan[Caller]) -> None:
    answer = await engine.execute(
        "query A { a: __typename } query B { b: __typename }", None, "B", caller=MINISTRY
    )

    assert answer.body == b'{"data":{"b":"Query"}}'


async def test_a_mutation_does_not_run_where_only_queries_do(engine: ReadPlan[Caller]) -> None:
    mutation = f'mutation {{ rename(id: "{data.school_id(1)}", name: "x") {{ school {{ code }} }} }}'

    answer = await engine.execute(mutation, caller=MINISTRY, only_queries=True)

    assert not answer.executed


async def test_the_guard_is_asked_once_for_each_new_document_and_before_validation(pool: Any) -> None:
    seen: list[DocumentNode] = []

    def guard(document: DocumentNode) -> list[GraphQLError]:
        seen.append(document)
        return [GraphQLError("too much")] if len(seen) > 1 else []

    engine = engine_on(pool, guard=guard)
    await engine.execute("{ a: __typename }", caller=MINISTRY)
    await engine.execute("{ a: __typename }", caller=MINISTRY)
    refused = await engine.execute("{ notValid }", caller=MINISTRY)

    assert len(seen) == 2
    assert orjson.loads(refused.body)["errors"][0]["message"] == "too much"


async def test_the_price_of_a_document_is_asked_once_and_held_against_each_requests_variables(
    pool: Any,
) -> None:
    priced: list[str] = []

    def price(_document: DocumentNode, operation: OperationDefinitionNode) -> Bill:
        priced.append(operation.operation.value)
        return lambda variables: GraphQLError("too dear") if variables["first"] > 5 else None

    engine = engine_on(pool, price=price)
    query = "query ($first: Int!) { schools(first: $first) { nodes { code } } }"
    cheap = await engine.execute(query, {"first": 1}, caller=MINISTRY)
    dear = await engine.execute(query, {"first": 6}, caller=MINISTRY)

    assert cheap.executed
    assert not dear.executed
    assert orjson.loads(dear.body)["errors"][0]["message"] == "too dear"
    assert priced == ["query"]


async def test_a_document_of_too_many_tokens_is_not_parsed(pool: Any) -> None:
    engine = engine_on(pool, settings=Settings(tokens_max=50))

    answer = await engine.execute("{ " + "a: __typename " * 50 + "}", caller=MINISTRY)

    assert not answer.executed
    assert b"50 tokens" in answer.body


async def test_a_forgotten_document_is_gone_at_once_and_leaves_nothing_to_the_collector(pool: Any) -> None:
    engine = engine_on(pool, settings=Settings(documents=1))
    await engine.execute("{ first: schools { nodes { code } } }", caller=MINISTRY)
    gc.collect()
    gc.disable()
    try:
        engine.documents.kept.put(("another", None), None)  # type: ignore[arg-type]

        assert gc.collect() == 0
    finally:
        gc.enable()


async def test_documents_are_forgotten_when_there_are_too_many(pool: Any) -> None:
    engine = engine_on(pool, settings=Settings(documents=10))

    for number in range(50):
        await engine.execute(f"{{ a{number}: __typename }}", caller=MINISTRY)

    assert len(engine.documents.kept) == 10


async def test_introspection_and_the_service_field_are_answered(engine: ReadPlan[Caller]) -> None:
    query = '{ first: __typename _service { sdl } __type(name: "School") { name } last: __typename }'

    answer = orjson.loads((await engine.execute(query, caller=MINISTRY)).body)

    assert list(answer["data"]) == ["first", "_service", "__type", "last"]
    assert "type School" in answer["data"]["_service"]["sdl"]
    assert answer["data"]["__type"] == {"name": "School"}


async def test_more_representations_than_the_limit_are_refused(pool: Any) -> None:
    engine = engine_on(pool, settings=Settings(entities_max=2))
    query = "query ($r: [_Any!]!) { _entities(representations: $r) { ... on School { code } } }"
    three = [{"__typename": "School", "id": data.school_id(n)} for n in range(3)]

    answer = orjson.loads((await engine.execute(query, {"r": three}, caller=MINISTRY)).body)

    assert answer["data"] is None
    assert answer["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


async def test_explain_shows_statements_with_policies_estimates_and_code(engine: ReadPlan[Caller]) -> None:
    district = Caller("district", "DISTRICT", (data.district_id(1),))

    told = await engine.explain("{ schools { nodes { code district { code } } } }", caller=district)

    assert "'scope': 'DISTRICT'" in told
    assert "/* visible: School */ (t.district_id = any($" in told
    assert "about" in told
    assert "async def run(" in told


async def test_a_slow_statement_is_told_with_its_operation(pool: Any) -> None:
    heard: list[tuple[str, str, float]] = []
    engine = engine_on(pool, observe=lambda *told: heard.append(told), settings=Settings(slow_seconds=0))

    await engine.execute("query Listing { districts { code } }", caller=MINISTRY)

    assert [(operation, "from district" in text) for operation, text, _ in heard] == [("Listing", True)]
