"""Decides whether a subgraph's bytes can be handed to the client as they are."""

from collections.abc import Mapping

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLNamedType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    is_abstract_type,
    parse,
)

from gateway.executor.selections import ALWAYS, Field, Part, Selections


def has_same_form(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    fetched: str,
) -> bool:
    """Whether a fetch answers with exactly the fields of the client's operation, in its order."""
    sent = parse(fetched, no_location=True)
    theirs = next(d for d in sent.definitions if isinstance(d, OperationDefinitionNode))
    root = schema.get_root_type(operation.operation)
    comparing = _Comparing(schema, Selections(schema, fragments), Selections(schema, fragments_of(sent)))
    return root is not None and comparing.same(
        root, [(operation.selection_set, ALWAYS)], [(theirs.selection_set, ALWAYS)]
    )


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """A document's fragments by name."""
    return {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}


class _Comparing:
    def __init__(self, schema: GraphQLSchema, ours: Selections, theirs: Selections) -> None:
        self._schema = schema
        self._ours = ours
        self._theirs = theirs

    def same(self, on: GraphQLNamedType, ours: list[Part], theirs: list[Part]) -> bool:
        kinds = [on, *self._schema.get_possible_types(on)] if is_abstract_type(on) else [on]
        return all(self._same_for(kind, ours, theirs) for kind in kinds)

    def _same_for(self, on: GraphQLNamedType, ours: list[Part], theirs: list[Part]) -> bool:
        wanted = list(self._ours.fields(ours, on).values())
        sent = list(self._theirs.fields(theirs, on).values())
        return len(wanted) == len(sent) and all(map(self._same_field, wanted, sent))

    def _same_field(self, ours: Field, theirs: Field) -> bool:
        if (ours.key, ours.name, set(ours.conditions)) != (theirs.key, theirs.name, set(theirs.conditions)):
            return False
        return not ours.parts or (
            ours.type is not None and self.same(get_named_type(ours.type), ours.parts, theirs.parts)
        )
