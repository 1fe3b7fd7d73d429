"""Every role at every operation of every service, as its policy says: made from the schemas, so that none is missed."""

import json
from collections.abc import Awaitable, Callable, Iterator
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from graphql import GraphQLSchema

from chassis.identity import ROLES, Kind
from chassis.identity.development import DevelopmentIssuer
from chassis.identity.policy import READ, Cell, Policy, View, snake_case
from chassis.testing.samples import mutation, subscription
from chassis.testing.streams import subscribed

Ask = Callable[..., Awaitable[Any]]

SERVICES = ("inventory", "enrollment", "ejournal", "training")
LIKELY_KIND = {
    "ministry": Kind.COUNTRY,
    "auditor": Kind.COUNTRY,
    "region": Kind.REGION,
    "district": Kind.DISTRICT,
    "integrator": Kind.CONTRACT,
    "service": Kind.SERVICE,
}
REFUSALS = {"FORBIDDEN", "UNAUTHENTICATED"}


def policy_of(service: str) -> Policy:
    found: Policy = import_module(f"{service}.policy").POLICY
    return found


def schema_of(service: str) -> GraphQLSchema:
    found: GraphQLSchema = import_module(f"{service}.graphql.schema").schema._schema
    return found


@pytest.fixture
def header_of(issuer: DevelopmentIssuer) -> Callable[[str], list[tuple[bytes, bytes]]]:
    """Somebody who holds a role at a place that has nothing to do with anything."""

    def header(role: str) -> list[tuple[bytes, bytes]]:
        if role == "public":
            return []
        kind = LIKELY_KIND.get(role, Kind.SCHOOL)
        place = {Kind.COUNTRY: "*", Kind.SERVICE: "inventory"}.get(kind, str(uuid4()))
        token = issuer.sign(f"matrix-{role}", client="tests", grants=[f"{role}@{kind}:{place}"])
        return [(b"authorization", f"Bearer {token}".encode())]

    return header


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("through", ["the service itself", "gateway", "a gateway without rules"])
async def test_a_mutation_is_refused_to_exactly_the_roles_without_a_row(
    service: str, through: str, apps: dict[str, Any], bare_gateway: Any, ask: Ask, header_of: Any
) -> None:
    app = {"the service itself": apps[service], "gateway": apps["gateway"]}.get(through, bare_gateway)
    mutations = schema_of(service).mutation_type
    assert mutations is not None
    rows = {(cell.action, cell.role): cell for cell in policy_of(service).cells()}
    wrong = []
    for name in mutations.fields:
        for role in ROLES:
            codes = await codes_of(ask, app, mutation(mutations, name, uuid4()), header_of(role))
            if bool(codes & REFUSALS) == opens(
                rows[snake_case(name), role], rows[snake_case(name), "public"]
            ):
                wrong.append(f"{name} as {role}: {codes}")

    assert wrong == []


@pytest.mark.parametrize("through", ["the service itself", "gateway", "a gateway without rules"])
async def test_a_subscription_is_refused_to_exactly_the_roles_without_a_row(
    through: str, apps: dict[str, Any], bare_gateway: Any, header_of: Any
) -> None:
    wrong, tried = [], 0
    for service in SERVICES:
        app = {"the service itself": apps[service], "gateway": apps["gateway"]}.get(through, bare_gateway)
        root = schema_of(service).subscription_type
        rows = {(cell.action, cell.role): cell for cell in policy_of(service).cells()}
        if root is None:
            continue
        for name in root.fields:
            for role in ROLES:
                codes = await codes_of_stream(app, subscription(root, name, uuid4()), header_of(role))
                row, public = rows[snake_case(name), role], rows[snake_case(name), "public"]
                expected = {"NOT_FOUND"} if opens(row, public) else refusal_of(role)
                tried += 1
                if codes != expected:
                    wrong.append(f"{name} as {role}: {codes}, not {expected}")

    assert wrong == []
    assert tried >= len(ROLES)


@pytest.mark.parametrize("service", SERVICES)
async def test_an_entity_is_refused_to_exactly_the_roles_without_a_row(
    service: str, services: dict[str, Any], ask: Ask, header_of: Any
) -> None:
    rows = {(cell.resource, cell.role): cell for cell in policy_of(service).cells() if cell.action == READ}
    wrong = []
    for name in entities_of(service):
        for role in ROLES:
            codes = await codes_of(ask, services[service], entity(name), header_of(role))
            expected = set() if opens(rows[name, role], rows[name, "public"]) else refusal_of(role)
            if codes != expected:
                wrong.append(f"{name} as {role}: {codes}, not {expected}")

    assert wrong == []


@pytest.mark.parametrize("service", SERVICES)
async def test_the_anonymous_are_told_to_log_in_and_nobody_else(
    service: str, services: dict[str, Any], ask: Ask, header_of: Any
) -> None:
    mutations = schema_of(service).mutation_type
    assert mutations is not None
    for name in mutations.fields:
        refusals = {
            role: REFUSALS
            & await codes_of(ask, services[service], mutation(mutations, name, uuid4()), header_of(role))
            for role in ("public", "student")
        }
        assert refusals["public"] <= {"UNAUTHENTICATED"}
        assert refusals["student"] <= {"FORBIDDEN"}


def test_the_number_of_cells_is_known(say: Callable[[str], None]) -> None:
    cells = [cell for service in SERVICES for cell in policy_of(service).cells()]

    say(f"role matrix: {len(cells)} cells, {sum(1 for cell in cells if cell.rules)} of them open")

    assert {cell.role for cell in cells} == set(ROLES)


def opens(cell: Cell, public: Cell) -> bool:
    """Whether a role without a purpose and without assurance gets past the row, or past the public one."""
    return any(
        rule.view is not View.AGGREGATE and not rule.purposes and not rule.loa
        for rule in (*cell.rules, *public.rules)
    )


def refusal_of(role: str) -> set[str]:
    return {"UNAUTHENTICATED"} if role == "public" else {"FORBIDDEN"}


def entities_of(service: str) -> Iterator[str]:
    """Types that another subgraph may ask for by id, and whose reading the policy rules."""
    union = schema_of(service).type_map.get("_Entity")
    for possible in getattr(union, "types", ()):
        if possible.name in policy_of(service).resources:
            yield possible.name


def entity(name: str) -> dict[str, Any]:
    query = f"query($of: [_Any!]!) {{ _entities(representations: $of) {{ ... on {name} {{ id }} }} }}"
    return {"query": query, "variables": {"of": [{"__typename": name, "id": str(uuid4())}]}}


async def codes_of(
    ask: Ask, app: Any, request: dict[str, Any], header: list[tuple[bytes, bytes]]
) -> set[str]:
    """The codes of the errors that an answer holds; a request that the schema refuses would prove nothing."""
    headers = [*header, (b"content-type", b"application/json")]
    answer = await ask(app, "POST", "/graphql", headers=headers, body=json.dumps(request).encode())
    told = json.loads(answer.body)
    codes = {error["extensions"]["code"] for error in told.get("errors", ())}
    assert answer.status == 200, told
    assert not codes & {"INTERNAL", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", "BAD_REQUEST"}, told
    return codes


async def codes_of_stream(app: Any, request: dict[str, Any], headers: list[tuple[bytes, bytes]]) -> set[str]:
    """The codes with which a subscription to what does not exist ends; one that did not end would prove nothing."""
    async with subscribed(app, request["query"], request["variables"], headers=headers) as screen:
        told = await screen.rest()
    return {error["extensions"]["code"] for answer in told for error in answer["errors"]}
