"""The engine: a request's document becomes a plan once for each kind of caller, and every request runs it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Generic, TypeVar

import orjson
import strawberry
from graphql import DocumentNode, GraphQLError, OperationType, execute_sync

from readplan.answer import Answer, Pool, Settings
from readplan.assemble import ELSEWHERE, Plan, assemble
from readplan.binding import Bound
from readplan.cache import ByShape, Lru
from readplan.checks import check
from readplan.complete import complete
from readplan.document import Bill, Guard, Look, Parsed, Price, read
from readplan.errors import STATEMENT_ERRORS, worded
from readplan.explain import explained
from readplan.model import resolve
from readplan.mutation import Mutations
from readplan.payload import Payload
from readplan.restrict import restricted
from readplan.scope import Scope
from readplan.select import ALWAYS, Document
from readplan.shape import Shape
from readplan.values import default
from readplan.variables import Coerce, coercer

Caller = TypeVar("Caller")
_log = logging.getLogger("readplan")


@dataclass(slots=True)
class Entry:
    """A document that was read, and its plans."""

    parsed: Parsed
    coerce: Coerce
    plans: ByShape[Plan]
    bill: Bill | None = None
    payload: Payload | None = None
    elsewhere: DocumentNode | None = None


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
        observe: Callable[[str, str, float], None] | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.model = resolve(schema, bindings, metadata)
        check(self.model)
        self._pool, self._cursor_key = pool, cursor_key
        self.answerer, self._subject, self._locales = answer, subject, locales
        self._look, self._guard, self._price = look, guard, price
        self._word = word_error or _logged
        self._observe = observe
        self.documents: Lru[tuple[str, str | None], Entry] = Lru(self.settings.documents)
        self._mutations = Mutations(self, context or (lambda caller: caller))

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
        entry = self._read(query, operation_name)
        if isinstance(entry, list):
            return self.refusal(entry)
        kind = entry.parsed.kind
        if kind is OperationType.SUBSCRIPTION or (only_queries and kind is not OperationType.QUERY):
            return self.refusal([GraphQLError(f"A {kind.value} cannot be sent this way.")])
        coerced = entry.coerce(variables or {})
        if isinstance(coerced, list):
            return self.refusal(coerced)
        if entry.bill is not None and (dear := entry.bill(coerced)) is not None:
            return self.refusal([dear])
        about: set[str] = set()
        if kind is OperationType.MUTATION:
            data, errors = await self._mutations.execute(entry, variables or {}, coerced, caller, about)
            return self.body(data, errors, about, entry.parsed.label)
        plan = self.plan(entry, caller)
        data, errors = await self.run(plan, entry.parsed.label, caller, coerced, about)
        if plan.elsewhere:
            data, errors = self._elsewhere(entry, variables or {}, data, errors)
        return self.body(data, errors, about, entry.parsed.label)

    async def run(
        self,
        plan: Plan,
        label: str,
        caller: Caller,
        v: dict[str, Any],
        about: set[str],
        reps: Sequence[Any] = (),
    ) -> tuple[Any, list[GraphQLError]]:
        """Run a plan: its data, and what could not be had; ``about`` takes in of whom rows were read."""
        if not plan.asks_database:
            data, broken = await plan.run(None, caller, v, reps, about)
        else:
            data, broken = await self._run_asking(plan, label, caller, v, about, reps)
        return complete(plan.skeleton, data) if broken else (data, [])

    async def _run_asking(
        self, plan: Plan, label: str, caller: Caller, v: dict[str, Any], about: set[str], reps: Sequence[Any]
    ) -> tuple[Any, bool]:
        try:
            lent = self._pool().acquire()
            connection = await lent.__aenter__()
        except STATEMENT_ERRORS as error:
            _log.warning("no connection to the database", exc_info=error)
            return await plan.run(_failing(error), caller, v, reps, about)  # type: ignore[no-any-return]
        try:
            fetch = connection.fetch
            if self._observe is not None:
                fetch = _observed(fetch, self._observe, label, self.settings.slow_seconds)
            return await plan.run(fetch, caller, v, reps, about)  # type: ignore[no-any-return]
        finally:
            await lent.__aexit__(None, None, None)

    def plan(self, entry: Entry, caller: Caller) -> Plan:
        """Find the plan for this kind of caller, or make it."""
        plan = entry.plans.find(caller, self.answerer)
        if plan is None:
            scope = self.scope(entry.parsed, caller)
            plan = assemble(scope, ((ALWAYS, entry.parsed.operation.selection_set),))
            entry.plans.keep(scope.shape.asked, plan)
        return plan

    def scope(self, parsed: Parsed, caller: Caller) -> Scope:
        """Begin a compilation."""
        return Scope(
            self.model,
            Document(self.model.schema, parsed.fragments),
            Shape(caller, self.answerer),
            self.settings,
            self._cursor_key,
            self._subject,
            self._locales,
        )

    def _read(self, query: str, operation_name: str | None) -> Entry | list[GraphQLError]:
        key = (query, operation_name)
        entry = self.documents.get(key)
        if entry is None:
            parsed = read(
                self.model.schema,
                query,
                operation_name,
                look=self._look,
                guard=self._guard,
                tokens_max=self.settings.tokens_max,
            )
            if isinstance(parsed, list):
                return parsed
            coerce = coercer(self.model.schema, parsed)
            bill = self._price(parsed.document, parsed.operation) if self._price is not None else None
            entry = Entry(parsed, coerce, ByShape(self.settings.shapes_per_document), bill)
            self.documents.put(key, entry)
        return entry

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

    def body(self, data: Any, errors: list[GraphQLError], about: set[str], operation: str) -> Answer:
        """Answer a request that ran."""
        body: dict[str, Any] = {"errors": [self._word(error) for error in errors]} if errors else {}
        body["data"] = data
        return Answer(orjson.dumps(body, default=default), True, frozenset(about), operation)

    async def subscribe(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        caller: Caller,
    ) -> AsyncIterator[Answer]:
        """Answer a subscription: one body for each object that its resolver yields."""
        entry = self._read(query, operation_name)
        if isinstance(entry, list):
            yield self.refusal(entry)
            return
        if entry.parsed.kind is not OperationType.SUBSCRIPTION:
            yield self.refusal([GraphQLError(f"A {entry.parsed.kind.value} is not subscribed to.")])
            return
        coerced = entry.coerce(variables or {})
        if isinstance(coerced, list):
            yield self.refusal(coerced)
            return
        about: set[str] = set()
        async for data, errors in self._mutations.subscribe(entry, variables or {}, coerced, caller, about):
            yield self.body(data, errors, about, entry.parsed.label)
            about.clear()

    async def explain(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        caller: Caller,
    ) -> str:
        """Describe the plan of a query for this kind of caller: statements, estimates, generated code."""
        entry = self._read(query, operation_name)
        if isinstance(entry, list):
            return "\n".join(str(error) for error in entry)
        coerced = entry.coerce(variables or {})
        if entry.parsed.kind is not OperationType.QUERY:
            return (
                "Only queries are plans from the start; a mutation's entities are read by plans of their own."
            )
        scope = self.scope(entry.parsed, caller)
        plan = assemble(scope, ((ALWAYS, entry.parsed.operation.selection_set),))
        refused = [f"-- {error}" for error in coerced] if isinstance(coerced, list) else []
        async with self._pool().acquire() as connection:
            told = await explained(plan, caller, connection, list(scope.shape.asked.items()))
        return "\n".join([*refused, told])


def _logged(error: GraphQLError) -> dict[str, Any]:
    """Word an error, and log what was not foreseen, since the client is not told; an own wording logs itself."""
    cause = error.original_error
    told = worded(error)
    if cause is not None and told["extensions"]["code"] == "INTERNAL":
        _log.error("a field failed: %s", error.path, exc_info=cause)
    return told


def _failing(error: Exception) -> Callable[..., Any]:
    async def fetch(*_: object) -> Any:
        raise error

    return fetch


def _observed(
    fetch: Callable[..., Any], observe: Callable[[str, str, float], None], label: str, slow: float
) -> Callable[..., Any]:
    async def timed(text: str, *arguments: object) -> Any:
        began = perf_counter()
        try:
            return await fetch(text, *arguments)
        finally:
            took = perf_counter() - began
            if took >= slow:
                observe(label, text, took)

    return timed
