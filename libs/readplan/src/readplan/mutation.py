"""Mutations and subscriptions: Strawberry runs the resolvers, plans read the entities they name."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    MiddlewareManager,
    execute,
    located_error,
)
from graphql.execution import Executor, create_source_event_stream

from readplan.assemble import Plan, assemble_references
from readplan.cache import ByShape
from readplan.documents import Entry
from readplan.model import Model, TypeModel
from readplan.payload import Payload, rewritten
from readplan.running import Request, Runner
from readplan.scope import Scope
from readplan.select import ALWAYS

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

    def compiled(self, key: tuple[int, ...], model: Model) -> Callable[[Scope], Plan]:
        """How the plan of one selection's entities is made."""
        nodes = self.selections[key]
        sources = tuple((ALWAYS, one.selection_set) for one in nodes if one.selection_set)
        types = list({m.name: m for _, one in self.found[key] for m in [_model(model, one)]}.values())
        return lambda scope: assemble_references(scope, nodes, sources, types)


def _walk(value: Any, path: Path, places: list[tuple[Path, object]]) -> None:
    if isinstance(value, list | tuple):
        for n, item in enumerate(value):
            _walk(item, [*path, n], places)
    elif value is not None:
        places.append((path, value))


class Mutations:
    """Runs what is not a query."""

    def __init__(self, runner: Runner, context: Callable[[Any], object]) -> None:
        self._runner = runner
        self._context = context

    @property
    def _schema(self) -> GraphQLSchema:
        return self._runner.model.schema

    async def execute(self, entry: Entry, raw: dict[str, Any], request: Request) -> Outcome:
        """Run a mutation with the variables as they came, then read the entities in its payloads."""
        return await self._answer(self._payload(entry), None, raw, request)

    async def subscribe(
        self, entry: Entry, raw: dict[str, Any], request: Request, context: object | None
    ) -> AsyncGenerator[Outcome, None]:
        """Run a subscription's resolver; read the entities in each object it yields. An error is the last outcome."""
        payload = self._payload(entry)
        executor = Executor.build(
            self._schema,
            payload.document,
            context_value=self._context(request.caller) if context is None else context,
            raw_variable_values=raw,
        )
        if isinstance(executor, list):
            yield None, executor
            return
        opened: Any = create_source_event_stream(executor)
        stream = await opened if isawaitable(opened) else opened
        if isinstance(stream, ExecutionResult):
            yield None, stream.errors or []
            return
        async with aclosing(stream):
            while True:
                try:
                    event = await anext(stream)
                except StopAsyncIteration:
                    return
                except Exception as error:
                    yield None, [_located(error, entry)]
                    return
                yield await self._answer(payload, event, raw, request)

    def _payload(self, entry: Entry) -> Payload:
        if entry.payload is None:
            entry.payload = rewritten(self._runner.model, entry.parsed)
        return entry.payload

    async def _answer(self, payload: Payload, root: Any, raw: dict[str, Any], request: Request) -> Outcome:
        references = References(payload.nodes)
        result = await self._execute(payload.document, root, raw, request.caller, references)
        errors = list(result.errors or [])
        if result.data is not None:
            for key in references.found:
                errors.extend(await self._fill(payload, references, key, result.data, request))
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
        payload: Payload,
        references: References,
        key: tuple[int, ...],
        data: dict[str, Any],
        request: Request,
    ) -> list[GraphQLError]:
        """Read the entities of one selection, put them into the payload, and say what could not be had."""
        model, places = self._runner.model, references.found[key]
        plans = payload.plans.setdefault(key, ByShape(self._runner.settings.shapes_per_document))
        plan = self._runner.plan(plans, request, references.compiled(key, model))
        representations = [_representation(_model(model, one), model, one) for _, one in places]
        answer, errors = await self._runner.run(plan, request, representations)
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


def _located(error: Exception, entry: Entry) -> GraphQLError:
    """Say at which field a subscription failed: it has one."""
    fields = [one for one in entry.parsed.operation.selection_set.selections if isinstance(one, FieldNode)]
    path = [(one.alias or one.name).value for one in fields]
    return located_error(error, fields or None, path or None)


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
