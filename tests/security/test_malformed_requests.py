"""Requests that are wrong are refused as the draft of GraphQL over HTTP says, at every door, whatever is wrong."""

import gc
import time
from collections.abc import Awaitable, Callable, Iterator
from importlib import import_module
from typing import Any

import orjson
import pytest
from graphql import GraphQLSchema

from chassis.ids import new_id
from chassis.testing.malformed import JSON, RESPONSE, Malformed, by_chance, by_hand, is_malformed
from chassis.testing.samples import mutation

Ask = Callable[..., Awaitable[Any]]

DOORS = ("gateway", "inventory", "enrollment", "ejournal", "training")
LEAST = 1_000
MOST_SECONDS = 0.15
SEED = 20_261_122
FEED_QUESTIONS = (
    *(
        b"since=-1",
        b"since=1e9",
        b"since=%D9%A3",
        b"since=0x10",
        b"since=1_0",
        b"since=%00",
        b"since=" + b"9" * 40,
    ),
    *(
        b"limit=0",
        b"limit=-1",
        b"limit=1000000000",
        b"limit=%00",
        b"wait=-1",
        b"wait=1e9",
        b"log=x",
        b"log=%00",
    ),
    *(b"types=%00", b"types=';drop%20table%20school", b"types=" + b"a," * 3_000, b"types=%FF", b"&&=&", b"%"),
)
INSIDES = (b"Traceback", b"asyncpg", b"graphql-core", b".py", b"Exception", b"postgres")


@pytest.fixture(scope="module")
def schemas(apps: dict[str, Any]) -> dict[str, GraphQLSchema]:
    services = {name: import_module(f"{name}.graphql.schema").schema._schema for name in DOORS[1:]}
    return services | {"gateway": apps["gateway"].gateway.engine.graph.supergraph.schema}


class Cpu:
    """The processor's time of this process, and how much of it went into collecting the whole process's garbage."""

    def __init__(self) -> None:
        self.collecting = 0.0
        self._began = 0.0

    def __call__(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.process_time()
        else:
            self.collecting += time.process_time() - self._began

    def without_collecting(self) -> float:
        """What the program itself has taken: a server's collector has next to nothing to look at (chassis.server)."""
        return time.process_time() - self.collecting


@pytest.fixture
def cpu() -> Iterator[Cpu]:
    clock = Cpu()
    gc.callbacks.append(clock)
    yield clock
    gc.callbacks.remove(clock)


@pytest.mark.parametrize("door", DOORS)
async def test_what_is_wrong_is_refused_and_never_our_fault(
    door: str,
    apps: dict[str, Any],
    ask: Ask,
    schemas: dict[str, GraphQLSchema],
    say: Callable[[str], None],
    cpu: Cpu,
) -> None:
    made = list(by_hand())
    made += by_chance(SEED, LEAST - len(made) // 2, schemas[door], documents_of(schemas[door]))
    asked = [one if has_form(one) else one.accepting(form) for one in made for form in (JSON, RESPONSE)]
    costs = []
    wrong = []
    for one in asked:
        began = cpu.without_collecting()
        answer = await ask(
            apps[door], one.method, "/graphql", headers=list(one.headers), body=one.body, query=one.query
        )
        costs.append((cpu.without_collecting() - began, one.name))
        complaint = complaint_about(one, answer)
        wrong += [f"{one.name}: {complaint}"] if complaint else []

    mean = sum(cost for cost, _ in costs) / len(asked)
    dearest, name = max(costs)
    say(
        f"{door}: {len(asked)} malformed requests, {1000 * mean:.2f} ms CPU each,"
        f" at most {1000 * dearest:.0f} ms ({name[:60]}); this process's collector {1000 * cpu.collecting:.0f} ms"
    )
    assert len(asked) >= LEAST
    assert wrong == []
    assert dearest < MOST_SECONDS


@pytest.mark.parametrize("service", DOORS[1:])
async def test_a_question_about_events_is_never_our_fault(
    service: str, services: dict[str, Any], ask: Ask, forger: Any
) -> None:
    header = (b"authorization", f"Bearer {forger.with_claims()}".encode())
    statuses = {
        query: (await ask(services[service], "GET", "/events", headers=[header], query=query)).status
        for query in FEED_QUESTIONS
    }

    assert {query: status for query, status in statuses.items() if status not in (200, 400, 409)} == {}


@pytest.mark.parametrize("door", DOORS)
async def test_a_near_miss_is_told_no_name(
    door: str, apps: dict[str, Any], ask: Ask, schemas: dict[str, GraphQLSchema]
) -> None:
    query = schemas[door].query_type
    assert query is not None
    for name in (one for one in query.fields if not one.startswith("_")):
        body = orjson.dumps({"query": f"{{ {name[:-1]} }}"})

        answer = await ask(apps[door], "POST", "/graphql", headers=[(b"content-type", JSON)], body=body)

        assert f'"{name}"' not in orjson.loads(answer.body)["errors"][0]["message"]


@pytest.mark.parametrize("door", DOORS)
def test_what_is_made_from_is_good(door: str, schemas: dict[str, GraphQLSchema]) -> None:
    """Damage proves something only where there was something to damage."""
    documents = documents_of(schemas[door])

    assert len(documents) > 4
    assert [one for one in documents if is_malformed(orjson.dumps({"query": one}), schemas[door])] == []


def complaint_about(one: Malformed, answer: Any) -> str | None:
    """What is wrong with how a malformed request was answered."""
    if not 400 <= answer.status < 500 and not (answer.status == 200 and may_be_200(one)):
        return f"status {answer.status}"
    if one.method == "HEAD":
        return None
    told = orjson.loads(answer.body)
    if not told.get("errors") or "data" in told:
        return f"{answer.body[:200]!r}"
    codes = {error["extensions"]["code"] for error in told["errors"]}
    leaked = [inside for inside in INSIDES if inside in answer.body]
    return f"{codes}, {leaked}" if "INTERNAL" in codes or leaked else None


def may_be_200(one: Malformed) -> bool:
    """Under application/json what cannot be parsed, validated or coerced is answered so."""
    return (b"accept", RESPONSE) not in one.headers


def has_form(one: Malformed) -> bool:
    return any(name == b"accept" for name, _ in one.headers)


def documents_of(schema: GraphQLSchema) -> list[str]:
    """A good document for each operation of a schema."""
    assert schema.query_type is not None
    assert schema.mutation_type is not None
    reads = [
        f"query Q ( $id : ID ! ) {{ a : {name} ( {argument} : $id ) {{ __typename }} b : __typename }}"
        for name, field in schema.query_type.fields.items()
        for argument in ("id",)
        if argument in field.args
    ]
    writes = [mutation(schema.mutation_type, name, new_id())["query"] for name in schema.mutation_type.fields]
    return ["{ __typename }", "{ __schema { queryType { name } } }", *reads, *writes]
