"""The engine: a request's document becomes a plan once for each kind of caller, and every request runs it."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Callable, Hashable, Iterable, Sequence
from contextlib import aclosing
from typing import Any, Generic, TypeVar

import orjson
import strawberry
from graphql import GraphQLError, OperationType, execute_sync

from readplan.answer import Answer, Pool, Settings
from readplan.assemble import ELSEWHERE, Plan, assemble
from readplan.binding import Bound
from readplan.checks import check
from readplan.document import Guard, Look, Price
from readplan.documents import Documents, Entry
from readplan.errors import worded
from readplan.explain import explained
from readplan.model import resolve
from readplan.mutation import Mutations, Outcome
from readplan.restrict import restricted
from readplan.running import Observe, Request, Runner
from readplan.scope import Scope
from readplan.select import ALWAYS
from readplan.values import default

Caller = TypeVar("Caller")
_log = logging.getLogger("readplan")


class ReadPlan(Generic[Caller]):
    """Answers GraphQL requests of one schema with compiled plans."""

    def __init__(
        self,
        schema: strawberry.Schema,
        bindings: Iterable[Bound],
        *,
        pool: Callable[[], Pool],
        cursor_key: bytes,
        answer: Callable[[Caller, Hashable], Hashable],
        subject: Callable[[Caller], str],
        locales: Callable[[Caller], Sequence[str]],
        metadata: object | None = None,
        look: Look | None = None,
        guard: Guard | None = None,
        price: Price | None = None,
        context: Callable[[Caller], object] | None = None,
        word_error: Callable[[GraphQLError], dict[str, Any]] | None = None,
        observe: Observe | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.model = resolve(schema, bindings, metadata)
        check(self.model)
        self.documents = Documents(self.model.schema, self.settings, look=look, guard=guard, price=price)
        self._runner = Runner(self.model, self.settings, pool, cursor_key, answer, subject, locales, observe)
        self._mutations = Mutations(self._runner, context or (lambda caller: caller))
        self._word = word_error or _logged

    async def execute(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        caller: Caller,
        only_queries: bool = False,
    ) -> Answer:
        """Answer a query or a mutation."""
        entry = self.documents.entry(query, operation_name)
        if isinstance(entry, list):
            return self.refusal(entry)
        kind = entry.parsed.kind
        if kind is OperationType.SUBSCRIPTION or (only_queries and kind is not OperationType.QUERY):
            return self.refusal([GraphQLError(f"A {kind.value} cannot be sent this way.")])
        coerced = _coerced(entry, variables)
        if isinstance(coerced, list):
            return self.refusal(coerced)
        request = Request(entry.parsed, caller, coerced)
        if kind is OperationType.MUTATION:
            return self.body(request, *await self._mutations.execute(entry, variables or {}, request))
        plan = self._runner.plan(entry.plans, request, _compiled(entry))
        data, errors = await self._runner.run(plan, request)
        if plan.elsewhere:
            data, errors = self._elsewhere(entry, variables or {}, data, errors)
        return self.body(request, data, errors)

    def _elsewhere(
        self, entry: Entry, variables: dict[str, Any], data: Any, errors: list[GraphQLError]
    ) -> tuple[Any, list[GraphQLError]]:
        """Let graphql-core answer introspection and ``_service``."""
        if entry.elsewhere is None:
            entry.elsewhere = restricted(entry.parsed, ELSEWHERE)
        result = execute_sync(self.model.schema, entry.elsewhere, variable_values=variables)
        if data is not None and result.data is not None:
            data.update(result.data)
        return (data if result.data is not None else None), [*errors, *(result.errors or [])]

    def refusal(self, errors: list[GraphQLError]) -> Answer:
        """Answer a request that does not run."""
        return Answer(orjson.dumps({"errors": [self._word(error) for error in errors]}), executed=False)

    def body(self, request: Request, data: Any, errors: list[GraphQLError]) -> Answer:
        """Answer a request that ran."""
        body: dict[str, Any] = {"errors": [self._word(error) for error in errors]} if errors else {}
        body["data"] = data
        return Answer(
            orjson.dumps(body, default=default), True, frozenset(request.about), request.parsed.label
        )

    def subscribe(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        caller: Caller,
        context: object | None = None,
    ) -> Answer | AsyncGenerator[Answer, None]:
        """Answer a subscription: one body for each object that its resolver yields, or why it does not run.

        ``context`` is what the resolver finds in ``info.context``, by default the same as a mutation's.
        """
        entry = self.documents.entry(query, operation_name)
        if isinstance(entry, list):
            return self.refusal(entry)
        if entry.parsed.kind is not OperationType.SUBSCRIPTION:
            return self.refusal([GraphQLError(f"A {entry.parsed.kind.value} is not subscribed to.")])
        coerced = _coerced(entry, variables)
        if isinstance(coerced, list):
            return self.refusal(coerced)
        request = Request(entry.parsed, caller, coerced)
        return self._events(request, self._mutations.subscribe(entry, variables or {}, request, context))

    async def _events(
        self, request: Request, outcomes: AsyncGenerator[Outcome, None]
    ) -> AsyncGenerator[Answer, None]:
        async with aclosing(outcomes):
            async for data, errors in outcomes:
                yield self.body(request, data, errors)
                request.about.clear()

    async def explain(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        caller: Caller,
    ) -> str:
        """Describe the plan of a query for this kind of caller: statements, estimates, generated code."""
        entry = self.documents.entry(query, operation_name)
        if isinstance(entry, list):
            return "\n".join(str(error) for error in entry)
        coerced = entry.coerce(variables or {})
        if entry.parsed.kind is not OperationType.QUERY:
            return (
                "Only queries are plans from the start; a mutation's entities are read by plans of their own."
            )
        scope = self._runner.scope(entry.parsed, caller)
        plan = _compiled(entry)(scope)
        refused = [f"-- {error}" for error in coerced] if isinstance(coerced, list) else []
        async with self._runner.pool().acquire() as connection:
            told = await explained(plan, caller, connection, list(scope.shape.asked.items()))
        return "\n".join([*refused, told])


def _coerced(entry: Entry, variables: dict[str, Any] | None) -> dict[str, Any] | list[GraphQLError]:
    """Coerce the variables, and refuse what they make too dear."""
    coerced = entry.coerce(variables or {})
    if not isinstance(coerced, list) and entry.bill is not None and (dear := entry.bill(coerced)) is not None:
        return [dear]
    return coerced


def _compiled(entry: Entry) -> Callable[[Scope], Plan]:
    return lambda scope: assemble(scope, ((ALWAYS, entry.parsed.operation.selection_set),))


def _logged(error: GraphQLError) -> dict[str, Any]:
    """Word an error, and log what was not foreseen, since the client is not told; an own wording logs itself."""
    cause = error.original_error
    told = worded(error)
    if cause is not None and told["extensions"]["code"] == "INTERNAL":
        _log.error("a field failed: %s", error.path, exc_info=cause)
    return told
