"""Whoever reads the graph sees which fields are personal: all that say who somebody is, and all that policy masks."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    NamedTypeNode,
    ObjectTypeDefinitionNode,
    TypeNode,
    parse,
    print_ast,
)

from chassis.testing.canaries import is_personal
from readplan.binding import Binding

ROOT = Path(__file__).parents[2]
SERVICES = ("inventory", "enrollment", "ejournal", "training")
MASKED_FIGURES = {"Class.student_count"}
"""Figures about many, which policy may hide as well."""

Node = FieldDefinitionNode | InputValueDefinitionNode


def fields(path: Path) -> Iterator[tuple[str, Node]]:
    """Each field and input field of a schema, by type and name."""
    for node in parse(path.read_text("utf-8"), no_location=True).definitions:
        if isinstance(node, ObjectTypeDefinitionNode | InputObjectTypeDefinitionNode):
            for field in node.fields or ():
                yield f"{node.name.value}.{field.name.value}", field


def tagged(path: Path) -> set[str]:
    """The personal ones."""
    return {
        name
        for name, field in fields(path)
        for directive in field.directives or ()
        if directive.name.value == "tag" and 'name: "personal"' in print_ast(directive)
    }


def kind_of(node: TypeNode) -> str:
    """The name inside lists and what must not be null."""
    return node.name.value if isinstance(node, NamedTypeNode) else kind_of(node.type)  # type: ignore[attr-defined]


def test_every_field_that_says_who_somebody_is_is_tagged_in_the_supergraph() -> None:
    supergraph = ROOT / "gateway" / "supergraph.graphql"

    named = {name for name, field in fields(supergraph) if is_personal(field.name.value, kind_of(field.type))}

    assert {"Student.displayName", "Child.birthDate", "RegisterChildInput.displayName"} <= named
    assert named - tagged(supergraph) == set()


@pytest.mark.parametrize("service", SERVICES)
def test_what_policy_masks_is_tagged(service: str) -> None:
    known = tagged(ROOT / "services" / service / "schema.graphql")
    bindings = import_module(f"{service}.graphql.bindings").BINDINGS

    masked = {
        f"{name_of(one)}.{field}" for one in bindings if isinstance(one, Binding) for field in one.masks
    } - MASKED_FIGURES

    assert {camel(name) for name in masked} - known == set()


@pytest.mark.parametrize("service", SERVICES)
def test_what_the_register_does_not_know_is_not_tagged(service: str) -> None:
    known = tagged(ROOT / "services" / service / "schema.graphql")
    register = import_module(f"{service}.personal").PERSONAL
    words = register.given | {column for one in register.tables for column in one.personal}

    assert {name.partition(".")[2] for name in known} <= {camel(word) for word in words}


def name_of(bound: Any) -> str:
    """The name of a bound type in the graph."""
    return str(bound.entity.__strawberry_definition__.name)


def camel(name: str) -> str:
    """`Student.display_name` as the graph spells it."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
