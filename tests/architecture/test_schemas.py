"""The graph as clients see it: complete, described, and whole when a part is away."""

import importlib
import inspect
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any, TypeVar

import pytest
import strawberry
from graphql import (
    DocumentNode,
    FieldDefinitionNode,
    GraphQLSchema,
    GraphQLUnionType,
    InterfaceTypeDefinitionNode,
    ListTypeNode,
    NonNullTypeNode,
    ObjectTypeDefinitionNode,
    TypeDefinitionNode,
    TypeNode,
    parse,
)

from chassis.identity.policy import READ, Policy, snake_case
from repo.members import ROOT, SERVICES, Member

# What federation itself adds, and roots, which name themselves.
NOT_OURS = {"Query", "Mutation", "Subscription", "_Any", "_Entity", "_Service", "FieldSet", "_FieldSet"}
Node = TypeVar("Node")
SUPERGRAPH = ROOT / "gateway" / "supergraph.graphql"


@pytest.fixture
def graph(service: Member) -> list[ModuleType]:
    """The modules of a service's graph."""
    paths = (service.source / "graphql").rglob("*.py")
    names = (path.relative_to(service.source.parent).with_suffix("").parts for path in sorted(paths))
    return [importlib.import_module(".".join(parts)) for parts in names if parts[-1] != "__init__"]


@pytest.fixture
def schema(service: Member) -> GraphQLSchema:
    """The schema as it runs."""
    built: strawberry.Schema = importlib.import_module(f"{service.package}.graphql.schema").schema
    # Strawberry has no public door to the executable schema.
    return built._schema


@pytest.fixture
def sdl(service: Member) -> DocumentNode:
    """The schema as it is committed."""
    return parse((service.folder / "schema.graphql").read_text(encoding="utf-8"))


def keyed_classes(graph: list[ModuleType]) -> set[str]:
    """Names of the Strawberry types with a `@key`; an interface is reached through what implements it."""
    found = set()
    for _, value in (member for module in graph for member in inspect.getmembers(module, inspect.isclass)):
        definition = getattr(value, "__strawberry_definition__", None)
        directives = getattr(definition, "directives", None) or ()
        is_keyed = any(type(directive).__name__ == "Key" for directive in directives)
        if definition is not None and is_keyed and not definition.is_interface:
            found.add(definition.name)
    return found


def test_every_entity_is_listed_and_so_reaches_the_schema(graph: list[ModuleType], sdl: DocumentNode) -> None:
    """Strawberry exports only reachable types: an entity that no root field reaches vanishes silently."""
    lists = [getattr(module, "ENTITIES", ()) for module in graph]
    listed = {entity.__strawberry_definition__.name for entities in lists for entity in entities}
    exported = {node.name.value for node in sdl.definitions if isinstance(node, ObjectTypeDefinitionNode)}

    assert keyed_classes(graph)
    assert keyed_classes(graph) <= listed
    assert listed <= exported


def test_every_entity_can_be_asked_for_by_its_key(schema: GraphQLSchema, sdl: DocumentNode) -> None:
    """An entity reached only through a union gets no `_entities`; composition passes and the gateway fails later."""
    union = schema.type_map["_Entity"]
    assert isinstance(union, GraphQLUnionType)

    keyed = {
        node.name.value
        for node in sdl.definitions
        if isinstance(node, ObjectTypeDefinitionNode) and is_resolvable_entity(node)
    }
    assert keyed == {member.name for member in union.types}


def is_resolvable_entity(node: ObjectTypeDefinitionNode) -> bool:
    keys = [directive for directive in each(node.directives) if directive.name.value == "key"]
    return any(
        not any(argument.name.value == "resolvable" for argument in each(directive.arguments))
        for directive in keys
    )


def test_everything_has_a_description(sdl: DocumentNode) -> None:
    """Docstrings do not reach the schema: Strawberry takes `description=` only."""
    assert list(undescribed(sdl)) == []


def undescribed(sdl: DocumentNode) -> Iterator[str]:
    for node in sdl.definitions:
        if not isinstance(node, TypeDefinitionNode) or node.name.value.startswith("_"):
            continue
        name = node.name.value
        if node.description is None and name not in NOT_OURS:
            yield name
        for part in parts_of(node):
            if part.name.value.startswith("_"):
                continue
            if part.description is None:
                yield f"{name}.{part.name.value}"
            for argument in getattr(part, "arguments", None) or ():
                if isinstance(part, FieldDefinitionNode) and argument.description is None:
                    yield f"{name}.{part.name.value}({argument.name.value})"


def parts_of(node: TypeDefinitionNode) -> tuple[Any, ...]:
    """Fields, input fields and enum values."""
    return (*(getattr(node, "fields", None) or ()), *(getattr(node, "values", None) or ()))


def test_mutations_take_one_input_and_answer_with_user_errors(sdl: DocumentNode) -> None:
    mutation = next((node for node in sdl.definitions if name_of(node) == "Mutation"), None)
    assert isinstance(mutation, ObjectTypeDefinitionNode)
    payloads = {name_of(node): node for node in sdl.definitions if isinstance(node, ObjectTypeDefinitionNode)}

    for field in each(mutation.fields):
        stem = field.name.value[0].upper() + field.name.value[1:]
        assert [(argument.name.value, named(argument.type)) for argument in each(field.arguments)] == [
            ("input", f"{stem}Input")
        ]
        payload = payloads[named(field.type)]
        assert name_of(payload) == f"{stem}Payload"
        assert any(part.name.value == "userErrors" for part in each(payload.fields)), field.name.value


def test_a_subscription_has_a_row_of_its_own_that_is_no_wider_than_reading_what_it_tells(
    service: Member, schema: GraphQLSchema
) -> None:
    """A stream that nobody ruled would be everybody's by accident."""
    policy: Policy = importlib.import_module(f"{service.package}.policy").POLICY
    rows = {(cell.action, cell.role): cell.rules for cell in policy.cells()}
    fields = schema.subscription_type.fields if schema.subscription_type else {}

    for action in map(snake_case, fields):
        assert any(named == action for named, _ in rows), f"policy.py has no row for {action}"
        resource = policy.resources[policy.resource_of(action)]
        for role, rules in resource.rows[action].items():
            assert set(rules) <= set(resource.rows[READ].get(role, ())), (action, role)


def test_a_subscription_goes_on_after_a_cursor_that_each_of_its_events_gives(sdl: DocumentNode) -> None:
    types = {name_of(node): node for node in sdl.definitions if isinstance(node, ObjectTypeDefinitionNode)}
    root = types.get("Subscription")

    for field in each(root.fields) if root else ():
        arguments = {argument.name.value: named(argument.type) for argument in each(field.arguments)}
        cursors = [one for one in each(types[named(field.type)].fields) if one.name.value == "cursor"]
        assert arguments.get("after") == "EventCursor", field.name.value
        assert [named(cursor.type) for cursor in cursors] == ["EventCursor"], field.name.value
        assert not isinstance(field.type, NonNullTypeNode), "what is refused is null, with an error beside it"


def test_every_refusal_says_its_code_message_and_path(sdl: DocumentNode) -> None:
    refusals = [
        node
        for node in sdl.definitions
        if isinstance(node, ObjectTypeDefinitionNode)
        and any(interface.name.value == "UserError" for interface in each(node.interfaces))
    ]

    assert refusals
    for refusal in refusals:
        assert name_of(refusal).endswith("Error")
        assert {"code", "message", "path"} <= {field.name.value for field in each(refusal.fields)}


def test_what_another_service_owns_or_adds_may_be_missing() -> None:
    """A service that is away leaves a hole and not a ruin."""
    supergraph = parse(SUPERGRAPH.read_text(encoding="utf-8"))
    owners = owners_of_entities()
    demanding = [
        f"{name_of(node)}.{field.name.value}"
        for node in supergraph.definitions
        if isinstance(node, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode)
        for field in each(node.fields)
        if isinstance(field.type, NonNullTypeNode) and crosses_services(node, field, owners)
    ]

    assert demanding == []


def crosses_services(
    node: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode,
    field: FieldDefinitionNode,
    owners: dict[str, str],
) -> bool:
    """Whether a field is added to another service's entity, or is one."""
    joins = [directive for directive in each(field.directives) if directive.name.value == "join__field"]
    answering = {
        str(getattr(argument.value, "value", "")).lower()
        for directive in joins
        for argument in each(directive.arguments)
        if argument.name.value == "graph"
    }
    is_added = name_of(node) in owners and bool(answering) and owners[name_of(node)] not in answering
    target = owners.get(named(field.type))
    return is_added or (target is not None and bool(answering) and target not in answering)


def owners_of_entities() -> dict[str, str]:
    """Which service owns which entity: the one where it has fields of its own beside its keys, as the model says."""
    return {
        **dict.fromkeys(["Region", "District", "School", "Asset", "AssetModel", "Webhook"], "inventory"),
        **dict.fromkeys(["Student", "Guardian", "Enrolment"], "enrollment"),
        **dict.fromkeys(["AcademicYear", "Class", "Term", "Subject"], "ejournal"),
        **dict.fromkeys(["Teacher", "Certificate"], "training"),
    }


def test_every_service_is_composed() -> None:
    text = SUPERGRAPH.read_text(encoding="utf-8")

    assert [service.package for service in SERVICES if f'name: "{service.package}"' not in text] == []


def each(nodes: Iterable[Node] | None) -> Iterable[Node]:
    """A parsed document says None where it has nothing."""
    return nodes or ()


def name_of(node: Any) -> str:
    return str(getattr(getattr(node, "name", None), "value", ""))


def named(node: TypeNode) -> str:
    while isinstance(node, NonNullTypeNode | ListTypeNode):
        node = node.type
    return name_of(node)
