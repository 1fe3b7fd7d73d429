"""However a schema is cut into subgraphs, the federated answer is that of the one schema."""

from collections.abc import Iterator
from random import Random
from typing import Any

import orjson
import pytest
from graphql import GraphQLSchema, graphql_sync, parse, validate

from chassis.graphql import Limits
from gateway.engine import EngineSettings
from gateway.testing import Federate
from gateway.testing.queries import RandomQuery
from gateway.testing.world import cut, whole_schema

Case = tuple[str, dict[str, Any]]
UNLIMITED = EngineSettings(limits=Limits(10_000, 100, 100, 100, 100_000, 1_000, 1_000, 1_000, 1_000, None))


def cases(schema: GraphQLSchema, random: Random, count: int) -> Iterator[Case]:
    while count:
        query = RandomQuery(schema, random)
        text = query.text()
        # Random documents may leave a variable unused or two fields in conflict; those are not queries.
        if not validate(schema, parse(text)):
            count -= 1
            yield text, query.variables


async def differences(federate: Federate, seed: int, count: int) -> list[Any]:
    random = Random(seed)
    schema = whole_schema()
    federation = federate(*cut(random, 2 + seed % 3), settings=UNLIMITED)
    found: list[Any] = []
    for text, variables in cases(schema, random, count):
        expected = graphql_sync(schema, text, variable_values=variables)
        answer = await federation.ask(text, **variables)
        if form(answer) != form(expected.formatted):
            found.append((text, variables, expected.formatted, answer))
    return found


def form(answer: Any) -> tuple[bytes, list[str]]:
    """What must be equal: the data, in the client's order, and the places of all errors."""
    paths = sorted(str(error.get("path")) for error in answer.get("errors", ()))
    return orjson.dumps(answer.get("data")), paths


@pytest.mark.node
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_cut_schema_answers_like_the_whole(federate: Federate, seed: int) -> None:
    assert await differences(federate, seed, 60) == []


@pytest.mark.node
@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 18))
async def test_many_cuts_answer_many_queries_like_the_whole(federate: Federate, seed: int) -> None:
    assert await differences(federate, seed, 300) == []
