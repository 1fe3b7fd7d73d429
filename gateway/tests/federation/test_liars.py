"""Whatever nonsense subgraphs tell, anywhere in an answer, the gateway answers in the form of its schema."""

from random import Random
from typing import Any

import orjson
import pytest
from graphql import GraphQLSchema, execute_sync, parse

from gateway.testing import Federate, LocalTransport, Subgraph
from gateway.testing.world import cut, whole_schema
from gateway.transport import Headers, Reply

from .test_random_splits import UNLIMITED, cases

LIES: list[Any] = [
    None, [], {}, "x", 7, True, 1.5, [[]], [None], {"__typename": "School"}, {"__typename": []},
    {"__typename": {}}, {"__proto__": 1}, {"id": {}},
]  # fmt: skip
SHARE = 0.04
OF_MANY_TYPES = ("anything", "node", "things", "likes", "near")
"""Fields whose answers cannot be read without knowing the type, which was not always asked for."""


class Liar(LocalTransport):
    """A subgraph that answers rightly but for a value here and there."""

    def __init__(self, subgraph: Subgraph, random: Random) -> None:
        super().__init__(subgraph)
        self.random = random

    async def post(self, body: bytes, headers: Headers) -> Reply:
        reply = await super().post(body, headers)
        return Reply(reply.status, orjson.dumps(self._falsified(orjson.loads(reply.body))))

    def _falsified(self, value: Any) -> Any:
        if self.random.random() < SHARE:
            return self.random.choice(LIES)
        if isinstance(value, dict):
            return {k: self._falsified(v) for k, v in value.items() if self.random.random() > SHARE / 2}
        if isinstance(value, list):
            told = [self._falsified(item) for item in value]
            return told[:-1] if self.random.random() < SHARE else told
        return value


def again(schema: GraphQLSchema, text: str, variables: dict[str, Any], data: Any) -> Any:
    """What the query answers over an answer: itself, if that is in the form of the schema."""
    found = execute_sync(schema, parse(text), data, variable_values=variables, field_resolver=_by_key)
    return found.errors or found.data


def _by_key(source: Any, info: Any, **_: Any) -> Any:
    return source.get(info.path.key)


@pytest.mark.node
@pytest.mark.parametrize("seed", [1, 2])
async def test_lies_make_holes_and_never_a_failure_of_ours(federate: Federate, seed: int) -> None:
    await lie(federate, seed, 30)


@pytest.mark.node
@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 18))
async def test_many_lies_make_no_more(federate: Federate, seed: int) -> None:
    await lie(federate, seed, 200)


async def lie(federate: Federate, seed: int, count: int) -> None:
    random, schema = Random(seed), whole_schema()
    for kind in schema.type_map.values():
        for definition in getattr(kind, "fields", {}).values() if not kind.name.startswith("__") else ():
            definition.resolve = None
    subgraphs = cut(random, 2 + seed % 3)
    liars = {subgraph.name: Liar(subgraph, random) for subgraph in subgraphs}
    federation = federate(*subgraphs, settings=UNLIMITED, instead=liars)

    for text, variables in cases(schema, random, count):
        answer = await federation.send(text, variables)

        assert answer.executed, text
        if not any(name in text for name in OF_MANY_TYPES):
            data = orjson.loads(answer.body)["data"]
            assert data is None or again(schema, text, variables, data) == data, text
