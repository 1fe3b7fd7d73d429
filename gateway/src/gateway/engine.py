"""Executes a request: find its document, make it ready once, check its variables, run its plan, form the answer."""

import random
from bisect import bisect_right
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import OperationType

from chassis.graphql import Answer, Code, GraphQLRequest, Limits, coded, formatted, refuse
from chassis.graphql.engine import refuse_mutation_by_get
from chassis.telemetry import span, traced_as
from gateway.callers import Callers
from gateway.documents import PreparedCache, fingerprint
from gateway.executor import Failure, Run
from gateway.introspection import introspect
from gateway.operation import Operation, Refusal, Variant, prepare, read_document
from gateway.supergraph import Supergraph
from gateway.transport import Headers, Reply, SubgraphUnavailable
from gateway.transport.resilient import ResilientTransport
from gateway.trusted import Documents
from gateway.visitor import IDEMPOTENCY_KEY, OPERATION, Visitor

_DATA = b'{"data":{'
_ERRORS = b'"errors"'


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """What a gateway decides for itself."""

    limits: Limits = field(default_factory=Limits)
    most_prepared: int = 2_000
    passes_bytes: bool = False
    open_introspection: bool = True
    labels: frozenset[str] = frozenset()


@dataclass(slots=True)
class Graph:
    """One supergraph in service, with what was prepared for it: they come and go together."""

    supergraph: Supergraph
    transports: Mapping[str, ResilientTransport]
    prepared: PreparedCache[Operation]


class GatewayEngine:
    """The engine behind the gateway's door."""

    def __init__(self, graph: Graph, documents: Documents, settings: EngineSettings) -> None:
        self.graph = graph
        self._documents = documents
        self._settings = settings

    async def execute(self, request: GraphQLRequest, caller: Visitor) -> Answer:
        """Answers one query or mutation."""
        with (
            traced_as(caller.request_id),
            span(request.operation_name or "graphql", parent=caller.caller.traceparent),
        ):
            return await self._execute(request, caller)

    async def _execute(self, request: GraphQLRequest, caller: Visitor) -> Answer:
        # A reload may change `self.graph` while this request runs: it keeps the one it began with.
        graph = self.graph
        try:
            operation = await self._operation(graph, request, caller)
            if operation.kind is not OperationType.QUERY:
                if request.only_queries:
                    return refuse_mutation_by_get()
                if operation.kind is OperationType.SUBSCRIPTION:
                    raise _refusal("Subscriptions are answered as text/event-stream.", Code.BAD_REQUEST, 406)
            run = self._start(graph, operation, request, caller)
        except Refusal as refusal:
            return refusal.answer
        return await self._run(operation, run, request)

    async def subscribe(self, request: GraphQLRequest, caller: Visitor) -> Answer | AsyncIterator[bytes]:
        """Opens a subscription; a query is answered as a stream of one result."""
        graph = self.graph
        try:
            operation = await self._operation(graph, request, caller)
            if operation.kind is not OperationType.SUBSCRIPTION:
                answer = await self.execute(request, caller)
                return _one(answer.body) if answer.executed else answer
            run = self._start(graph, operation, request, caller)
        except Refusal as refusal:
            return refusal.answer
        return self._results(operation, run)

    async def _operation(self, graph: Graph, request: GraphQLRequest, caller: Visitor) -> Operation:
        viewer = caller.caller.viewer
        text = self._documents.text_of(request, may_ask_freely=viewer.has_role("service"))
        variant = self._variant(graph.supergraph, caller)
        key = (fingerprint(text), request.operation_name, variant)
        operation = graph.prepared.recall(key)
        if operation is None:

            async def make() -> Operation:
                with span("plan"):
                    document = read_document(text, graph.supergraph, self._settings.limits)
                    return await prepare(
                        document, request.operation_name, graph.supergraph, self._settings.limits, variant
                    )

            operation = await graph.prepared.prepare(key, make)
        if operation.reads_schema and not self._settings.open_introspection and viewer.is_anonymous:
            raise _refusal("Introspection needs a token here.", Code.FORBIDDEN, 400)
        return operation

    def _variant(self, supergraph: Supergraph, caller: Visitor) -> Variant:
        if not supergraph.access.rules and not supergraph.percentages and not self._settings.labels:
            return _PLAIN
        return Variant(
            held=caller.held() if supergraph.access.rules else _PLAIN.held,
            labels=self._settings.labels,
            percentage=_draw(supergraph.percentages),
        )

    def _start(self, graph: Graph, operation: Operation, request: GraphQLRequest, caller: Visitor) -> Run:
        flags = operation.coercion.coerce(request.variables)
        if isinstance(flags, list):
            raise Refusal(refuse(formatted(flags, Code.BAD_USER_INPUT)))
        dear = operation.measured.over(self._settings.limits, flags)
        if dear is not None:
            raise Refusal(refuse(formatted([dear], Code.LIMIT_EXCEEDED), status=400))
        headers: Headers = caller.headers
        if operation.node.name is not None:
            # What a subgraph is asked has no name of its own; its audit tells families what for they were read.
            headers = (*headers, (OPERATION, operation.node.name.value.encode()))
        if caller.idempotency_key is not None and operation.has_one_root_field:
            headers = (*headers, (IDEMPOTENCY_KEY, caller.idempotency_key))
        run = Run(Callers(graph.transports, headers), request.variables, flags)
        if operation.reads_schema:
            known = operation.schema_answer
            if known is None:
                known = introspect(graph.supergraph.schema, operation.node, operation.fragments, flags)
            run.data.update(known)
        run.failures.extend(_forbidden(operation.forbidden))
        return run

    async def _run(self, operation: Operation, run: Run, request: GraphQLRequest) -> Answer:
        only = operation.plan.only
        wants_cost = request.extensions.get("cost") is True
        if only is not None and operation.passes_bytes and self._settings.passes_bytes and not wants_cost:
            reply = await only.send(run)
            if reply is not None:
                if reply.status == 200 and reply.body.startswith(_DATA) and _ERRORS not in reply.body:
                    return Answer(reply.body, executed=True, headers=_language(reply.language))
                only.take(reply, run)
        else:
            await operation.plan.run(run)
        extensions = {"cost": _cost(operation, run.flags)} if wants_cost else None
        body = form(operation, run, extensions)
        if not run.data and run.failures and all(map(_is_overload, run.failures)):
            return Answer(body, executed=False, headers=_COME_AGAIN, status=503)
        return Answer(body, executed=True, headers=_language(run.language))

    async def _results(self, operation: Operation, run: Run) -> AsyncIterator[bytes]:
        primary = operation.plan.subscription
        if primary is None:
            return
        try:
            async for event in run.subgraphs.stream(primary.service, primary.body(run.sent)):
                one = Run(run.subgraphs, run.sent, run.flags)
                primary.take(Reply(200, event), one)
                with span("event", subgraph=primary.service):
                    await operation.plan.run(one)
                yield form(operation, one, None)
        except SubgraphUnavailable as away:
            one = Run(run.subgraphs, run.sent, run.flags)
            said = f"{primary.service} is not available: {away.said}."
            one.fail(said, Code.SUBGRAPH_UNAVAILABLE.value, primary.service, [()])
            yield orjson.dumps({"errors": [failure.entry() for failure in one.failures]})


def form(operation: Operation, run: Run, extensions: Mapping[str, Any] | None) -> bytes:
    """The whole answer of a run."""
    data, failures = operation.projection.project(run.data, run.flags, run.failures)
    content: dict[str, Any] = {"data": data}
    if failures:
        content["errors"] = [failure.entry() for failure in failures]
    if extensions:
        content["extensions"] = extensions
    return orjson.dumps(content)


_PLAIN = Variant()
_COME_AGAIN = ((b"retry-after", b"1"),)


def _is_overload(failure: Failure) -> bool:
    """Whether a subgraph did nothing because too much was asked of it at once."""
    return failure.extensions.get("code") == Code.OVERLOADED


def _draw(percentages: Sequence[float]) -> float:
    """This request's place among the thresholds, rounded down to one: plans differ by nothing finer."""
    if not percentages:
        return 0.0
    place = bisect_right(percentages, random.uniform(0, 100))  # noqa: S311 - a dice for rollout, not a secret
    return percentages[place - 1] if place else 0.0


def _forbidden(fields: Sequence[str]) -> list[Failure]:
    extensions = {"code": Code.FORBIDDEN.value}
    return [Failure(f"You may not read {name}.", (), extensions) for name in fields]


def _language(language: bytes | None) -> tuple[tuple[bytes, bytes], ...]:
    return () if language is None else ((b"content-language", language),)


def _cost(operation: Operation, flags: Mapping[str, Any]) -> int:
    cost = operation.measured.cost
    return cost if isinstance(cost, int) else cost(flags)


def _refusal(message: str, code: Code, status: int) -> Refusal:
    return Refusal(refuse(formatted([coded(message, code)], code), status=status))


async def _one(body: bytes) -> AsyncIterator[bytes]:
    yield body
