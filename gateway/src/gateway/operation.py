"""One operation made ready: checked, planned and compiled, so that a repeated request costs none of that."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    parse,
    print_ast,
    validate,
)

from chassis.graphql import Answer, Code, Limits, Measured, coded, formatted, measure, refuse, scan
from chassis.telemetry import get_logger
from gateway.access import Held
from gateway.coercion import Coercion
from gateway.executor import compile_plan
from gateway.executor.compile import Plan, nothing
from gateway.executor.projection import Projection
from gateway.introspection import asks_schema, for_subgraphs, introspect
from gateway.passing import fragments_of, has_same_form
from gateway.planner import PlanningError
from gateway.supergraph import Supergraph

log = get_logger()


@dataclass(frozen=True, slots=True)
class Operation:
    """Everything about one operation that does not depend on a request."""

    kind: OperationType
    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    plan: Plan
    projection: Projection
    coercion: Coercion
    measured: Measured
    reads_schema: bool
    passes_bytes: bool
    has_one_root_field: bool
    forbidden: tuple[str, ...] = ()
    schema_answer: Mapping[str, Any] | None = None
    """What the schema answers, when no variable changes it: introspecting a large schema costs tens of ms."""


class Refusal(Exception):
    """The operation will not run; the answer says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("refused")
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Variant:
    """What else a plan depends on: the caller's standing towards access rules, and active overrides."""

    held: Held = field(default_factory=Held)
    labels: frozenset[str] = frozenset()
    percentage: float = 0.0


def read_document(text: str, supergraph: Supergraph, limits: Limits) -> DocumentNode:
    """A document that is short enough, well formed and valid. Raises Refusal."""
    lexical = scan(text, limits)
    if lexical is not None:
        raise Refusal(refuse(formatted([lexical], Code.LIMIT_EXCEEDED), status=400))
    try:
        document = parse(text, allow_empty_selection_sets=False)
    except GraphQLError as error:
        raise Refusal(refuse(formatted([error], Code.GRAPHQL_PARSE_FAILED))) from None
    # Limits come first: some rules of validation are dear for documents that no limit would let through.
    broken = [error for found in _measure_all(document, supergraph, limits) for error in found.errors]
    if broken:
        raise Refusal(refuse(formatted(broken, Code.LIMIT_EXCEEDED), status=400))
    errors = validate(supergraph.schema, document, max_errors=20)
    if errors:
        raise Refusal(refuse(formatted(errors, Code.GRAPHQL_VALIDATION_FAILED)))
    return document


async def prepare(
    document: DocumentNode, name: str | None, supergraph: Supergraph, limits: Limits, variant: Variant
) -> Operation:
    """Makes one operation of a valid document ready. Raises Refusal."""
    operation = pick(document, name)
    pruned, forbidden = supergraph.access.refused(document, supergraph.schema, variant.held)
    asked = pick(pruned, name) if forbidden else operation
    fragments = fragments_of(pruned)
    plan = await _plan(asked, fragments, supergraph, variant)
    reads_schema = asks_schema(operation, fragments_of(document))
    return Operation(
        kind=operation.operation,
        node=operation,
        fragments=fragments_of(document),
        plan=plan,
        projection=Projection(supergraph.schema, operation, fragments_of(document)),
        coercion=Coercion(supergraph.schema, operation.variable_definitions or ()),
        measured=measure(document, operation, supergraph.schema, limits, supergraph.weights),
        reads_schema=reads_schema,
        passes_bytes=_passes_bytes(plan, operation, document, supergraph) and not forbidden,
        has_one_root_field=len(operation.selection_set.selections) == 1,
        forbidden=tuple(forbidden),
        schema_answer=_schema_answer(operation, document, supergraph) if reads_schema else None,
    )


def _schema_answer(
    operation: OperationDefinitionNode, document: DocumentNode, supergraph: Supergraph
) -> Mapping[str, Any] | None:
    if operation.variable_definitions:
        return None
    return introspect(supergraph.schema, operation, fragments_of(document), {})


def pick(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation to run. Raises Refusal when that is not clear."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    if name is not None:
        named = [operation for operation in operations if operation.name and operation.name.value == name]
        if not named:
            raise _unclear("The document has no operation of this name.")
        return named[0]
    if len(operations) != 1:
        raise _unclear("The document has several operations: say which one by `operationName`.")
    return operations[0]


def _unclear(message: str) -> Refusal:
    return Refusal(refuse(formatted([coded(message, Code.BAD_REQUEST)], Code.BAD_REQUEST)))


async def _plan(
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    supergraph: Supergraph,
    variant: Variant,
) -> Plan:
    asked = for_subgraphs(operation, fragments)
    if asked is None:
        return Plan(nothing)
    text = print_ast(DocumentNode(definitions=(asked, *fragments.values())))
    try:
        plan = await asyncio.to_thread(
            supergraph.planner.plan, text, labels=variant.labels, percentage=variant.percentage
        )
    except PlanningError as error:
        if str(error).startswith("Parse error"):
            # What graphql-core has read and the planner cannot: a literal number beyond 64 bits.
            unread = coded("The document has a number that is out of range.", Code.GRAPHQL_PARSE_FAILED)
            raise Refusal(refuse(formatted([unread], Code.GRAPHQL_PARSE_FAILED))) from error
        log.error("operation_not_planned", reason=str(error))
        said = coded("This operation cannot be planned.", Code.INTERNAL)
        raise Refusal(refuse(formatted([said], Code.INTERNAL), status=500)) from error
    return compile_plan(orjson.loads(plan), supergraph.types)


def _passes_bytes(
    plan: Plan, operation: OperationDefinitionNode, document: DocumentNode, supergraph: Supergraph
) -> bool:
    only = plan.only
    if only is None or only.has_rewrites or supergraph.hides_types:
        return False
    return has_same_form(supergraph.schema, operation, fragments_of(document), only.operation)


def _measure_all(document: DocumentNode, supergraph: Supergraph, limits: Limits) -> list[Measured]:
    return [
        measure(document, definition, supergraph.schema, limits, supergraph.weights)
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
    ]
