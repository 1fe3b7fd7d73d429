"""Mutations and subscriptions: Strawberry runs the resolvers, plans read the entities they name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    MiddlewareManager,
    execute,
)
from graphql.execution import Executor, create_source_event_stream

from readplan.assemble import Plan, assemble_references
from readplan.cache import ByShape
from readplan.model import Model, TypeModel
from readplan.payload import Payload, rewritten
from readplan.select import ALWAYS

if TYPE_CHECKING:
    from readplan.engine import Entry, ReadPlan

Path = list[str | int]
Outcome = tuple[Any, list[GraphQLError]]


@dataclass(slots=True)
class References:
    """Entities that resolvers returned, by where they were selected."""

    nodes: dict[int, list[FieldNode]]
    found: dict[tuple[int, ...], list[tuple[Path, object]]] = field(default_factory=dict)
    selections: dict[tuple[int, ...], list[FieldNode]] = field(default_factory=dict)

    def note(self, info: GraphQLResolveInfo[Any], value: Any) -> Any:
        """Remember the entities in a resolver's result, if this field's selection is a plan's."""
        originals = [self.nodes[id(node)] for node in info.field_nodes if id(node) in self.nodes]
        if originals and value is not None:
            flat = [node for nodes in originals for node in nodes]
            key = tuple(id(node) for node in flat)
            self.selections[key] = flat
            places = self.found.setdefault(key, [])
            _walk(value, info.path.as_list(), places)
        return value


def _walk(value: Any, path: Path, places: list[tuple[Path, object]]) -> None:
    if isinstance(value, list | tuple):
        for n, item in enumerate(value):
            _walk(item, [*path, n], places)
    elif value is not None:
        places.append((path, value))


class Mutations:
    """Runs what is not a query."""

    def __init__(self, engine: ReadPlan[Any], context: Callable[[Any], object]) -> None:
        self._engine = engine
        self._context = context

    @property
    def _schema(self) -> GraphQLSchema:
        return self._engine.model.schema

    async def execute(
        self, entry: Entry, raw: dict[str, Any], v: dict[str, Any], caller: Any, about: set[str]
    ) -> Outcome:
        """Run a mutation, then read the entities in its payloads; ``about`` takes in of whom rows were read."""
        payload = self._payload(entry)
        return await self._answer(entry, payload, None, raw, v, caller, about)

    async def subscribe(
        self, entry: Entry, raw: dict[str, Any], v: dict[str, Any], caller: Any, about: set[str]
    ) -> AsyncIterator[Outcome]:
        """Run a subscription's resolver; read the entities in each object it yields."""
        payload = self._payload(entry)
        executor = Executor.build(
            self._schema, payload.document, context_value=self._context(caller), raw_variable_values=raw
        )
        if isinstance(executor, list):
            yield None, executor
            return
        opened: Any = create_source_event_stream(executor)
        stream = await opened if isawaitable(opened) else opened
        if isinstance(stream, ExecutionResult):
            yield None, stream.errors or []
            return
        async for event in stream:
            yield await self._answer(entry, payload, event, raw, v, caller, about)

    def _payload(self, entry: Entry) -> Payload:
        if entry.payload is None:
            entry.payload = rewritten(self._engine.model, entry.parsed)
        return entry.payload

    async def _answer(
        self,
        entry: Entry,
        payload: Payload,
        root: Any,
        raw: dict[str, Any],
        v: dict[str, Any],
        caller: Any,
        about: set[str],
    ) -> Outcome:
        references = References(payload.nodes)
        result = await self._execute(payload.document, root, raw, caller, references)
        errors = list(result.errors or [])
        if result.data is not None:
            for key, places in references.found.items():
                errors.extend(
                    await self._fill(
                        entry, payload, references.selections[key], key, places, result.data, v, caller, about
                    )
                )
        return result.data, errors

    async def _execute(
        self, document: DocumentNode, root: Any, raw: dict[str, Any], caller: Any, references: References
    ) -> ExecutionResult:
        async def later(value: Any, info: GraphQLResolveInfo[Any]) -> Any:
            return references.note(info, await value)

        def remember(
            resolve: Callable[..., Any], source: Any, info: GraphQLResolveInfo[Any], **given: Any
        ) -> Any:
            value = resolve(source, info, **given)
            return later(value, info) if isawaitable(value) else references.note(info, value)

        result = execute(
            self._schema,
            document,
            root_value=root,
            context_value=self._context(caller),
            variable_values=raw,
            middleware=MiddlewareManager(remember),
        )
        return await result if isawaitable(result) else result

    async def _fill(
        self,
        entry: Entry,
        payload: Payload,
        selections: list[FieldNode],
        key: tuple[int, ...],
        places: list[tuple[Path, object]],
        data: dict[str, Any],
        v: dict[str, Any],
        caller: Any,
        about: set[str],
    ) -> list[GraphQLError]:
        engine = self._engine
        plans = payload.plans.setdefault(key, ByShape(engine.settings.shapes_per_document))
        plan: Plan | None = plans.find(caller, engine.answerer)
        if plan is None:
            scope = engine.scope(entry.parsed, caller)
            sources = tuple((ALWAYS, one.selection_set) for one in selections if one.selection_set)
            types = list({m.name: m for _, one in places for m in [_model(engine.model, one)]}.values())
            plan = assemble_references(scope, selections, sources, types)
            plans.keep(scope.shape.asked, plan)
        reps = [_representation(_model(engine.model, one), engine.model, one) for _, one in places]
        answer, errors = await engine.run(plan, entry.parsed.label, caller, v, about, reps)
        (values,) = answer.values()
        for (path, _), value in zip(places, values, strict=True):
            _place(data, path, value)
        return [_relocated(error, places) for error in errors]


def _model(model: Model, instance: object) -> TypeModel:
    return model.types[model.name_of(type(instance))]


def _representation(one: TypeModel, model: Model, instance: object) -> dict[str, Any]:
    names = {python: graphql for graphql, python in model.python_names[one.name].items()}
    given = {names[name]: value for name, value in vars(instance).items() if name in names}
    return {"__typename": one.name, **{n: x if isinstance(x, int) else str(x) for n, x in given.items()}}


def _place(data: Any, path: Path, value: Any) -> None:
    """Put an entity where its resolver named it, unless an error made a place above it null."""
    for step in path[:-1]:
        if data is None:
            return
        data = data[step]
    if data is not None and data[path[-1]] is not None:
        data[path[-1]] = value


def _relocated(error: GraphQLError, places: Sequence[tuple[Path, object]]) -> GraphQLError:
    """Move a path from the plan's list of entities to the place in the payload."""
    _, position, *rest = error.path or ["", 0]
    path = [*places[int(position)][0], *rest]
    return GraphQLError(
        error.message, path=path, original_error=error.original_error, extensions=error.extensions
    )
