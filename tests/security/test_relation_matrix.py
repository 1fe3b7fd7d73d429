"""Every role, near to a record and far from it, reads exactly what its policy's own words say: by key and by query.

Each database holds one row a table and one id in all of them (`here`), so that somebody is related to everything there
or to nothing. What is expected is asked of the policy in Python, one record at a time; what happens is SQL.
"""

import json
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_required_argument,
    parse,
)

from chassis.identity import ANONYMOUS, ROLES, Caller, Grant, Kind, Person, Purpose, Viewer
from chassis.identity.development import DevelopmentIssuer
from chassis.identity.policy import Decision, Facts, Policy, Scope, snake_case
from chassis.ids import new_id
from chassis.testing.samples import mutation, subscription
from chassis.testing.streams import subscribed
from gateway.access import AccessRules

Ask = Callable[..., Awaitable[Any]]

SERVICES = ("inventory", "enrollment", "ejournal", "training")
THROUGH = ("the service itself", "gateway", "a gateway without rules")
PLACES = (Kind.COUNTRY, Kind.REGION, Kind.DISTRICT, Kind.SCHOOL, Kind.CONTRACT)
PERSONS = ("teacher", "guardian", "student")
NOBODYS = {"_entities", "_service", "viewer"}
"""Root fields that show no record: the caller's own grants, and federation's two, which other tests rule."""


@dataclass(frozen=True)
class Somebody:
    """A role over a kind of place, near to everything or far from it."""

    name: str
    caller: Caller
    headers: list[tuple[bytes, bytes]]


def policy_of(service: str) -> Policy:
    found: Policy = import_module(f"{service}.policy").POLICY
    return found


def schema_of(service: str) -> GraphQLSchema:
    found: GraphQLSchema = import_module(f"{service}.graphql.schema").schema._schema
    return found


@pytest.fixture(scope="session")
def everybody(issuer: DevelopmentIssuer, here: UUID) -> list[Somebody]:
    """Each role over each kind of place, here and elsewhere, being the teacher, guardian and pupil of that place."""
    return [anybody(), *(somebody for at in (here, new_id()) for somebody in people(issuer, here, at))]


def anybody() -> Somebody:
    return Somebody("public", Caller(ANONYMOUS), [])


def people(issuer: DevelopmentIssuer, here: UUID, at: UUID) -> Iterator[Somebody]:
    persons = tuple(Person(kind, at) for kind in PERSONS)
    for role in ROLES:
        for kind in (Kind.SERVICE,) if role == "service" else PLACES if role != "public" else ():
            place = {Kind.COUNTRY: "*", Kind.SERVICE: "inventory"}.get(kind, str(at))
            grant = Grant(role, kind, place)
            token = issuer.sign(str(at), client="tests", grants=[str(grant)], person=map(str, persons))
            for purpose in (None, Purpose.AUDIT) if role == "auditor" else (None,):
                viewer = Viewer(str(at), grants=(grant,), persons=persons, loa=1)
                headers = [(b"authorization", f"Bearer {token}".encode())]
                headers += [(b"bilim-purpose", purpose.encode())] if purpose else []
                near = "near" if at == here else "far"
                yield Somebody(f"{role}@{kind}, {near}", Caller(viewer, purpose=purpose), headers)


@pytest.mark.parametrize("service", SERVICES)
async def test_an_entity_is_told_to_those_it_concerns(
    service: str, services: dict[str, Any], ask: Ask, everybody: list[Somebody], here: UUID, tally: Any
) -> None:
    entities = list(entities_of(service))
    wrong = []
    for somebody in everybody:
        told = await answered(ask, services[service], by_key(entities, here), somebody)
        for place, name in enumerate(entities):
            expected = expected_of(service, name, somebody, here)
            found = outcome(told, ["_entities", place])
            if found != expected:
                wrong.append(f"{name} to {somebody.name}: {found}, not {expected}")
            tally("entities", 1)

    assert wrong == []


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("through", THROUGH)
async def test_a_query_tells_those_it_concerns(
    service: str,
    through: str,
    apps: dict[str, Any],
    bare_gateway: Any,
    ask: Ask,
    everybody: list[Somebody],
    here: UUID,
    tally: Any,
) -> None:
    app = {"the service itself": apps[service], "gateway": apps["gateway"]}.get(through, bare_gateway)
    wrong = []
    for name, field in queries_of(service):
        for somebody in everybody if through == "the service itself" else likely(everybody):
            told = await answered(ask, app, by_query(name, field, here), somebody)
            found = outcome(told, [name])
            expected = expected_of(service, record_of(field).name, somebody, here)
            if found != expected:
                wrong.append(f"{name} to {somebody.name}: {found}, not {expected}")
            tally(through, 1)

    assert wrong == []


@pytest.mark.parametrize("through", THROUGH)
async def test_a_subscription_tells_those_it_concerns(
    through: str, apps: dict[str, Any], bare_gateway: Any, everybody: list[Somebody], here: UUID, tally: Any
) -> None:
    wrong = []
    for service, root, name in subscriptions():
        app = {"the service itself": apps[service], "gateway": apps["gateway"]}.get(through, bare_gateway)
        resource = policy_of(service).resource_of(snake_case(name))
        request = subscription(root, name, here)
        for somebody in everybody if through == "the service itself" else likely(everybody):
            found = await first_of_stream(app, request, somebody)
            expected = expected_of(service, resource, somebody, here)
            if found != expected:
                wrong.append(f"{name} to {somebody.name}: {found}, not {expected}")
            tally("streams", 1)

    assert wrong == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_query_has_a_row(service: str) -> None:
    """A root field whose records no row rules would be everybody's by accident."""
    resources = policy_of(service).resources

    assert [name for name, field in queries_of(service) if record_of(field).name not in resources] == []


@pytest.mark.parametrize("service", SERVICES)
async def test_every_entity_out_of_reach_looks_like_none_byte_for_byte(
    service: str, services: dict[str, Any], ask: Ask, everybody: list[Somebody], here: UUID
) -> None:
    for name in entities_of(service):
        for somebody in everybody:
            if expected_of(service, name, somebody, here) != "nothing":
                continue
            elsewhere = await asked(ask, services[service], by_key([name], here), somebody)
            nowhere = await asked(ask, services[service], by_key([name], new_id()), somebody)
            assert elsewhere == nowhere, (name, somebody.name)


@pytest.mark.parametrize("service", SERVICES)
async def test_a_query_for_what_is_out_of_reach_answers_as_for_nothing_byte_for_byte(
    service: str,
    services: dict[str, Any],
    ask: Ask,
    everybody: list[Somebody],
    here: UUID,
    say: Callable[[str], None],
) -> None:
    nowhere = new_id()
    compared: dict[str, int] = {}
    asked_by_key = {name: field for name, field in queries_of(service) if keys_of(field)}
    for name, field in asked_by_key.items():
        for somebody in everybody:
            if expected_of(service, record_of(field).name, somebody, here) != "nothing":
                continue
            of_this = await asked(ask, services[service], by_query(name, field, here), somebody)
            of_none = await asked(ask, services[service], by_query(name, field, nowhere), somebody)
            assert without_traces(of_this) == without_traces(of_none), (name, somebody.name)
            compared[name] = compared.get(name, 0) + 1

    say(f"{service}: {len(compared)} queries out of reach look like none, {sum(compared.values())} times")
    open_data = {name for name in asked_by_key if name not in compared}
    # What is planted is published: of drafts, who sees which is the service's own matter.
    assert {record_of(asked_by_key[name]).name for name in open_data} <= public_of(service) | drafted_of(
        service
    )


@pytest.mark.parametrize("service", SERVICES)
async def test_a_mutation_of_what_is_out_of_reach_answers_as_of_nothing_byte_for_byte(
    service: str,
    services: dict[str, Any],
    ask: Ask,
    everybody: list[Somebody],
    here: UUID,
    say: Callable[[str], None],
) -> None:
    mutations = schema_of(service).mutation_type
    assert mutations is not None
    nowhere = new_id()
    compared: dict[str, int] = {}
    for name in mutations.fields:
        for somebody in out_of_reach_of(service, name, everybody, here):
            of_this = await asked(ask, services[service], mutation(mutations, name, here), somebody)
            of_none = await asked(ask, services[service], mutation(mutations, name, nowhere), somebody)
            # What was planted must be a word of the record's states: one that cannot be loaded proves nothing.
            assert b'"INTERNAL"' not in of_this, (name, somebody.name, of_this)
            said = without_traces(of_this).replace(str(here).encode(), str(nowhere).encode())
            assert said == without_traces(of_none), (name, somebody.name, said, of_none)
            compared[name] = compared.get(name, 0) + 1

    everywhere = mutations.fields.keys() - compared.keys()
    say(
        f"{service}: {len(compared)} mutations out of reach look like none, {sum(compared.values())} times;"
        f" nobody who may is out of reach of {sorted(everywhere)}"
    )
    assert set(map(snake_case, everywhere)) <= opened_everywhere(service), "these could not be compared"


def test_no_rule_is_left_when_the_rules_are_taken_away(without_rules: Callable[[str], str]) -> None:
    """Our supergraph has none of them today: that they would go is shown on one that has."""
    ruled = (
        "type Query { a: Int @authenticated b: Int @requiresScopes(scopes: [["
        '"b"]]) c: C } type C @policy(policies: [["c"]]) { d: Int }'
    )

    bare = without_rules(ruled)

    assert set(AccessRules.of(parse(ruled)).rules) == {"Query.a", "Query.b", "C"}
    assert AccessRules.of(parse(bare)).rules == {}


@pytest.fixture(scope="module")
def tally(say: Callable[[str], None]) -> Iterator[Callable[[str, int], None]]:
    """Counts what was tried, and says it in the end."""
    counts: dict[str, int] = {}

    def count(what: str, by: int) -> None:
        counts[what] = counts.get(what, 0) + by

    yield count
    told = ", ".join(f"{number} {what}" for what, number in counts.items())
    say(f"relation matrix: {sum(counts.values())} cells ({told})")


def likely(everybody: Iterable[Somebody]) -> list[Somebody]:
    """Those with the kind of grant that their role usually has: what lies between is the services' own affair."""
    usual = {"ministry": "country", "auditor": "country", "region": "region", "district": "district"}
    return [
        each
        for each in everybody
        if each.name == "public"
        or each.name.startswith(
            f"{each.name.partition('@')[0]}@{usual.get(each.name.partition('@')[0], 'school')}"
        )
    ]


def out_of_reach_of(service: str, name: str, everybody: Iterable[Somebody], here: UUID) -> Iterator[Somebody]:
    """Those who may do this, but not here."""
    for somebody in likely(everybody):
        decision = policy_of(service).decide(somebody.caller, snake_case(name), all_of(here))
        if decision is Decision.OUT_OF_SCOPE:
            yield somebody


def opened_everywhere(service: str) -> set[str]:
    """The actions that no row narrows to a place or a person: who may at all, may with anything."""
    widest = {Scope.COUNTRY, Scope.PUBLIC}
    narrowed = {
        cell.action for cell in policy_of(service).cells() if any(r.scope not in widest for r in cell.rules)
    }
    return {cell.action for cell in policy_of(service).cells()} - narrowed


def expected_of(service: str, resource: str, somebody: Somebody, here: UUID) -> str:
    """What the policy says of the record that is related to everything here."""
    match policy_of(service).decide(somebody.caller, "read", all_of(here), resource=resource):
        case Decision.ALLOWED | Decision.PSEUDONYMOUS:
            return "the record"
        case Decision.OUT_OF_SCOPE:
            return "nothing"
        case Decision.FORBIDDEN:
            return "UNAUTHENTICATED" if somebody.caller.viewer.is_anonymous else "FORBIDDEN"


def all_of(here: UUID) -> Facts:
    return Facts(
        region=here,
        district=here,
        school=here,
        contract=here,
        lesson_teachers=[here],
        class_teachers=[here],
        guardians=[here],
        persons=[here],
        subject=str(here),
        is_published=True,
    )


def outcome(told: dict[str, Any], path: list[Any]) -> str:
    """What an answer says at a place: the record, nothing, or the code of the refusal."""
    codes = {
        error["extensions"]["code"]
        for error in told.get("errors", ())
        if error.get("path", path)[: len(path)] == path
    }
    if codes:
        return ", ".join(sorted(codes))
    value = told["data"]
    for step in path:
        value = value[step]
    records = value["nodes"] if isinstance(value, dict) and "nodes" in value else value
    return "the record" if records else "nothing"


def without_traces(answer: bytes) -> bytes:
    """The answer without what each request has of its own."""
    return re.sub(rb'"traceId":"[0-9a-f]*"', b"", answer)


def entities_of(service: str) -> Iterator[str]:
    union = schema_of(service).type_map.get("_Entity")
    resources = policy_of(service).resources
    yield from (possible.name for possible in getattr(union, "types", ()) if possible.name in resources)


def queries_of(service: str) -> Iterator[tuple[str, GraphQLField]]:
    query = schema_of(service).query_type
    assert query is not None
    yield from ((name, field) for name, field in query.fields.items() if name not in NOBODYS)


def subscriptions() -> Iterator[tuple[str, GraphQLObjectType, str]]:
    for service in SERVICES:
        root = schema_of(service).subscription_type
        if root is not None:
            yield from ((service, root, name) for name in root.fields)


async def first_of_stream(app: Any, request: dict[str, Any], somebody: Somebody) -> str:
    """What a subscription says first: the record, nothing, or the code of the refusal."""
    async with subscribed(app, request["query"], request["variables"], headers=somebody.headers) as screen:
        told = await screen.next()
    codes = [error["extensions"]["code"] for error in told.get("errors", ())]
    return "nothing" if codes == ["NOT_FOUND"] else ", ".join(codes) or "the record"


def record_of(field: GraphQLField) -> Any:
    """The type of the records that a root field shows; a connection's are its nodes."""
    found = get_named_type(field.type)
    if isinstance(found, GraphQLObjectType) and "nodes" in found.fields:
        return get_named_type(found.fields["nodes"].type)
    return found


def public_of(service: str) -> set[str]:
    """The records that everybody reads, all of them."""
    resources = policy_of(service).resources.values()
    return {
        one.name
        for one in resources
        if "public" in one.rows.get("read", {}) and Scope.PUBLIC not in one.conditions
    }


def drafted_of(service: str) -> set[str]:
    """The records that everybody reads once they are published."""
    resources = policy_of(service).resources.values()
    return {
        one.name
        for one in resources
        if "public" in one.rows.get("read", {}) and Scope.PUBLIC in one.conditions
    }


def keys_of(field: GraphQLField) -> list[str]:
    """The arguments that name what is asked for."""
    return [
        argument for argument in field.args if argument == "id" or is_required_argument(field.args[argument])
    ]


def by_key(entities: Iterable[str], of: UUID) -> dict[str, Any]:
    representations = [{"__typename": name, "id": str(of)} for name in entities]
    return {
        "query": "query($of: [_Any!]!) { _entities(representations: $of) { __typename } }",
        "variables": {"of": representations},
    }


def by_query(name: str, field: GraphQLField, of: UUID) -> dict[str, Any]:
    arguments = ", ".join(f'{argument}: "{of}"' for argument in keys_of(field))
    connects = "first" in field.args
    arguments = "first: 5" if connects and not arguments else arguments
    selection = "nodes { __typename }" if connects else "__typename"
    return {"query": f"{{ {name}({arguments}) {{ {selection} }} }}"}


async def answered(ask: Ask, app: Any, request: dict[str, Any], somebody: Somebody) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(await asked(ask, app, request, somebody))
    return told


async def asked(ask: Ask, app: Any, request: dict[str, Any], somebody: Somebody) -> bytes:
    headers = [*somebody.headers, (b"content-type", b"application/json")]
    answer = await ask(app, "POST", "/graphql", headers=headers, body=json.dumps(request).encode())
    assert answer.status == 200, answer.body
    told: bytes = answer.body
    return told
