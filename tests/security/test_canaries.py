"""Made-up people with unmistakable names go through the whole platform; no trace of them is found beside it."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from graphql import (
    GraphQLField,
    GraphQLSchema,
    build_schema,
)

from chassis.identity.development import DevelopmentIssuer
from chassis.settings import PlatformSettings, ServiceSettings
from chassis.testing.canaries import BORN, NAME, Overheard, holds_canary, overhearing, with_canaries
from chassis.testing.databases import Database, administrator
from contracts.catalogue import everything
from gateway.app import create_app as create_gateway
from gateway.management import management_app
from gateway.settings import GatewaySettings
from gateway.transport.in_process import InProcessTransport

ROOT = Path(__file__).parents[2]
EVENTS = (
    "select topic, type, key, payload from outbox union all select topic, type, key, payload from event_log"
)
SERVICES = ("inventory", "enrollment", "ejournal", "training")
STAFF = ("director", "class_teacher", "teacher", "ict_coordinator")

Ask = Callable[..., Awaitable[Any]]


@pytest.fixture(scope="module")
def graph() -> GraphQLSchema:
    return build_schema((ROOT / "gateway/supergraph.graphql").read_text("utf-8"), assume_valid=True)


def document(name: str, mutation: GraphQLField) -> str:
    """The mutation, asking for nothing but why it was not done."""
    kind = mutation.args["input"].type
    return f"mutation ($input: {kind}) {{ {name}(input: $input) {{ userErrors {{ code message path }} }} }}"


@dataclass
class Platform:
    """Gateway and services over databases of their own, and everything that they say beside their answers."""

    gateway: Any
    services: Mapping[str, Any]
    databases: Mapping[str, Database]
    issuer: DevelopmentIssuer
    ask: Ask
    heard: Overheard
    answers: list[bytes] = field(default_factory=list)

    async def send(self, query: str, variables: Any = None, *, grants: list[str] | None = None) -> Any:
        """What the gateway answers to somebody with these grants."""
        headers = [(b"content-type", b"application/json")]
        if grants:
            token = self.issuer.sign("somebody", client="tests", grants=grants)
            headers.append((b"authorization", f"Bearer {token}".encode()))
        body = json.dumps({"query": query, "variables": variables or {}}).encode()
        answer = await self.ask(self.gateway, "POST", "/graphql", headers=headers, body=body)
        self.answers.append(answer.body)
        return json.loads(answer.body)


@pytest.fixture
def listening() -> Iterator[Overheard]:
    """Begins before anything is opened, so that what starting says is heard too."""
    with overhearing() as heard:
        yield heard


@pytest.fixture
async def watched(
    templates: Any,
    platform: PlatformSettings,
    issuer: DevelopmentIssuer,
    ask: Ask,
    listening: Overheard,
) -> AsyncIterator[Platform]:
    async with AsyncExitStack() as stack:
        services, databases = {}, {}
        for name in SERVICES:
            databases[name] = await templates.copy(name)
            settings = ServiceSettings(database_url=databases[name].app_url, pool_size=2)
            services[name] = import_module(f"{name}.app").create_app(settings, platform)
            await stack.enter_async_context(services[name].router.lifespan_context(services[name]))
        gateway = create_gateway(
            GatewaySettings(verify_tokens=True),
            ROOT / "gateway" / "supergraph.graphql",
            connect=lambda name, _: InProcessTransport(services[name]),
            platform=platform,
        )
        yield Platform(gateway, services, databases, issuer, ask, listening)


@dataclass(frozen=True)
class Place:
    """A school in its district, known to every service."""

    school: UUID
    district: UUID
    year: UUID

    @property
    def grants(self) -> list[str]:
        """Everything that somebody could be there."""
        offices = [f"district@district:{self.district}", "ministry@country:*", "auditor@country:*"]
        return [*(f"{role}@school:{self.school}" for role in STAFF), *offices]


@pytest.fixture
async def place(watched: Platform) -> Place:
    made = Place(uuid4(), uuid4(), uuid4())
    for name in ("enrollment", "training", "ejournal"):
        pool = watched.services[name].state.pool
        zone = ", time_zone" if name != "training" else ""
        await pool.execute("insert into district (id, region_id) values ($1, $2)", made.district, uuid4())
        await pool.execute(
            f"insert into school (id, district_id{zone}) values ($1, $2{', $3' if zone else ''})",
            *(made.school, made.district, *(["Europe/Moscow"] if zone else [])),
        )
    for name in ("enrollment", "ejournal"):
        await watched.services[name].state.pool.execute(
            "insert into academic_year (id, code, start_date, end_date)"
            " values ($1, '2026-27', '2026-08-01', '2027-07-31')",
            made.year,
        )
    return made


def created(answer: Any) -> str:
    """The id in a payload, which must be there."""
    (payload,) = answer["data"].values()
    assert payload["userErrors"] == [], answer
    return str(next(value["id"] for value in payload.values() if isinstance(value, dict)))


async def live(watched: Platform, place: Place) -> None:
    """A family's whole story: enrolled, answered for, taught, looked at."""
    named = {"schoolId": str(place.school), "displayName": NAME}
    order = {"orderNumber": "1", "orderDate": "2026-08-20", "enrolledOn": "2026-09-01"}
    pupil = {
        **named,
        **order,
        "birthDate": BORN,
        "grade": 1,
        "language": "ru",
        "academicYearId": str(place.year),
    }
    answers = [
        await watched.send(
            f"mutation ($input: {name[0].upper()}{name[1:]}Input!) {{"
            f" {name}(input: $input) {{ {what} {{ id displayName }} userErrors {{ code message }} }} }}",
            {"input": given},
            grants=place.grants,
        )
        for name, what, given in (
            ("enrolStudent", "student", pupil),
            ("registerGuardian", "guardian", named),
        )
    ]
    student, guardian = map(created, answers)
    link = {"studentId": student, "guardianId": guardian, "kind": "PARENT"}
    await watched.send(
        "mutation ($input: LinkGuardianInput!) { linkGuardian(input: $input) { student { displayName } } }",
        {"input": link},
        grants=place.grants,
    )
    seen = await watched.send(
        "query Child($id: ID!) { student(id: $id) { displayName guardians { displayName } } }",
        {"id": student},
        grants=place.grants,
    )
    assert seen["data"]["student"]["guardians"] == [{"displayName": NAME}], seen


async def stumble(watched: Platform, place: Place) -> None:
    """Everything that can go wrong with a name in hand."""
    async with administrator(watched.databases["enrollment"].owner_url) as owner:
        await owner.execute("alter table guardian add constraint broken check (display_name = '') not valid")
    register = "mutation ($input: RegisterGuardianInput!) { registerGuardian(input: $input) { userErrors { code } } }"
    given = {"schoolId": str(place.school), "displayName": NAME}
    broken = await watched.send(register, {"input": given}, grants=place.grants)
    assert broken["errors"][0]["extensions"]["code"] == "INTERNAL"
    for query, variables in (
        (register, {"input": {**given, "displayName": [NAME]}}),
        (register, {"input": {**given, "grade": NAME}}),
        (register, {"input": {**given, "idempotencyKey": NAME}}),
        (f'{{ student(id: "{NAME}") {{ displayName }} }}', None),
        ("query ($id: ID!) { student(id: $id) { displayName } }", {"id": {"name": NAME}}),
        ("query ($born: Date!) { student(id: $born) { id } }", {"born": BORN}),
    ):
        await watched.send(query, variables, grants=place.grants)
    target = f"query=%7Bstudent(id:%22{NAME}%22)%7Bid%7D%7D".encode()
    await watched.ask(watched.gateway, "GET", "/graphql", headers=[], query=target)


async def test_no_operation_leaves_a_canary_beside_its_answer(
    watched: Platform, place: Place, graph: GraphQLSchema
) -> None:
    await live(watched, place)
    assert graph.mutation_type is not None
    for name, mutation in graph.mutation_type.fields.items():
        given = {"input": with_canaries(mutation.args["input"].type, place.school)}
        for grants in (place.grants, None):
            await watched.send(document(name, mutation), given, grants=grants)
    await stumble(watched, place)

    found = {where for where, text in [item async for item in beside(watched)] if holds_canary(text)}
    assert not found
    assert "field_failed" in watched.heard.lines.getvalue()
    assert watched.heard.exported.get_finished_spans()


async def beside(watched: Platform) -> AsyncIterator[tuple[str, str]]:
    """Everything that is kept or sent beside answers and the owners' tables."""
    for said in watched.heard.texts():
        yield said
    for body in watched.answers:
        told = json.loads(body)
        for error in told.get("errors", ()):
            yield f"error {error['message']}", json.dumps(error)
    restricted = {each.topic for each in everything() if each.personal_data == "RESTRICTED"}
    for name, service in watched.services.items():
        pool = service.state.pool
        for row in await pool.fetch(EVENTS):
            if row["topic"] not in restricted:
                yield f"event {row['type']}", str(dict(row))
        for table in ("read_audit", "change_audit", "idempotency", "stream_head", "parked"):
            for row in await pool.fetch(f"select * from {table}"):
                yield f"{name}.{table}", str(dict(row))
    metrics = await watched.ask(management_app(watched.gateway), "GET", "/metrics", headers=[])
    yield "metrics", metrics.body.decode()
