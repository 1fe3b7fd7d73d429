"""Tags the personal fields of a subgraph, `@tag(name: "personal")`, from the register alone: so they cannot drift.

A field is personal where the column behind it is, and wherever policy masks a column of a person; an input field
or one of a refusal, where it bears the name of what stands in a person's own row.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from strawberry.federation.schema_directives import Tag

from chassis.personal.register import PersonalData

PERSONAL = "personal"


class Bound(Protocol):
    """A type whose fields live in a relation, as bindings say it; `fields` do not bear their column's name."""

    @property
    def entity(self) -> type: ...
    @property
    def relation(self) -> Any: ...
    @property
    def fields(self) -> Any: ...


def tag_personal(
    bindings: Iterable[Any], mutation: type, refusals: Iterable[type], register: PersonalData
) -> None:
    """Tags what a schema is about to be built of; may run twice. A refusal may tell what was given."""
    for binding in bindings:
        if hasattr(binding, "relation") and hasattr(binding, "masks"):
            _tag_outputs(binding, register)
    told: list[Any] = [one.__strawberry_definition__ for one in refusals]  # type: ignore[attr-defined]
    for given in (*_inputs(mutation, seen=set()), *told):
        for field in given.fields:
            if field.python_name in register.given:
                _tag(field)


def _tag_outputs(binding: Bound, register: PersonalData) -> None:
    relation = binding.relation if isinstance(binding.relation, str) else binding.relation.name
    personal = register.columns_of(relation)
    definition: Any = binding.entity.__strawberry_definition__  # type: ignore[attr-defined]
    for field in definition.fields:
        source = binding.fields.get(field.python_name)
        column = field.python_name if source is None else getattr(source, "column", None)
        if column in personal:
            _tag(field)


def _inputs(of: type, *, seen: set[type]) -> Iterator[Any]:
    """The definitions of all input types that a type's arguments and fields lead to."""
    definition: Any = of.__strawberry_definition__  # type: ignore[attr-defined]
    reached = [one.type for field in definition.fields for one in field.arguments]
    if definition.is_input:
        yield definition
        reached += [field.type for field in definition.fields]
    for each in map(_named, reached):
        if each not in seen and getattr(getattr(each, "__strawberry_definition__", None), "is_input", False):
            seen.add(each)
            yield from _inputs(each, seen=seen)


def _named(of: Any) -> Any:
    """The type inside lists and optionals."""
    return _named(of.of_type) if hasattr(of, "of_type") else of


def _tag(field: Any) -> None:
    if not any(isinstance(one, Tag) and one.name == PERSONAL for one in field.directives):
        field.directives = [*field.directives, Tag(name=PERSONAL)]
