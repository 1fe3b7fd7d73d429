"""Compiled reads behind the door: what a service's graph is answered by."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from functools import partial
from typing import Any, Protocol

import asyncpg
import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode

from chassis.audit import is_noted, note_read
from chassis.clock import now
from chassis.database.pool import Pool
from chassis.expiry import until_expiry
from chassis.graphql import (
    Answer,
    Code,
    GraphQLRequest,
    Limits,
    check,
    coded,
    formatted,
    measure,
    refuse,
    scan,
    unquoted,
)
from chassis.graphql.closed_schema import refuse_schema
from chassis.graphql.errors import errors_body
from chassis.identity import Caller, Refused
from chassis.identity.policy import Policy, answer
from chassis.ids import new_id
from chassis.schema import Context, Performer, Refusals
from chassis.schema.following import Following, Means
from chassis.service import Resources, U
from chassis.telemetry import current_trace_id, get_logger, span, traced_as

log = get_logger()

_LIMITS = Limits()
Bill = Callable[[dict[str, Any]], GraphQLError | None]


class PlanAnswer(Protocol):
    """What a plan gives back: a body, whether the request ran, and the children whose records were read."""

    @property
    def body(self) -> bytes: ...
    @property
    def executed(self) -> bool: ...
    @property
    def about(self) -> frozenset[str]: ...
    @property
    def operation(self) -> str: ...


class Plans(Protocol):
    """Something that answers documents by compiled plans."""

    async def execute(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        caller: Caller,
        only_queries: bool = False,
    ) -> PlanAnswer: ...

    def subscribe(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        caller: Caller,
        context: object | None = None,
    ) -> PlanAnswer | AsyncGenerator[PlanAnswer, None]: ...

    async def explain(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        caller: Caller,
    ) -> str: ...


class PlanEngine:
    """The engine of a service's endpoint; with the means to follow records it also streams."""

    def __init__(self, plans: Plans, pool: Pool, means: Means | None = None) -> None:
        self.plans = plans
        self._pool = pool
        self._means = means

    async def execute(self, request: GraphQLRequest, caller: Caller) -> Answer:
        """Answers a query or a mutation; the language of the answer is told in its headers."""
        if request.query is None:
            return _NO_QUERY
        with (
            traced_as(caller.request_id),
            span(request.operation_name or "graphql", parent=caller.traceparent),
        ):
            given = await self.plans.execute(
                request.query,
                request.variables,
                request.operation_name,
                caller=caller,
                only_queries=request.only_queries,
            )
            await self.note(given, caller)
        language = (b"content-language", caller.locales[0].encode())
        return Answer(given.body, given.executed, headers=(language,))

    async def subscribe(self, request: GraphQLRequest, caller: Caller) -> Answer | AsyncIterator[bytes]:
        """Opens a subscription: it lasts as long as the caller's token, and each of its events is noted."""
        if request.query is None:
            return _NO_QUERY
        if self._means is None:
            return _NO_STREAMS
        following = Following(caller, self._means, self.plans)
        opened = self.plans.subscribe(
            request.query, request.variables, request.operation_name, caller=caller, context=following
        )
        if not isinstance(opened, AsyncIterator):
            return Answer(opened.body, opened.executed)
        return until_expiry(self._told(opened, following), caller.viewer)

    async def _told(
        self, events: AsyncGenerator[PlanAnswer, None], following: Following
    ) -> AsyncGenerator[bytes, None]:
        caller = following.caller
        async with aclosing(events):
            while True:
                with traced_as(caller.request_id):
                    given = await anext(events, None)
                    if given is None:
                        return
                    may_leave = await self._may_leave(given, following)
                yield given.body if may_leave else _not_noted(caller)
                if not may_leave:
                    return

    async def _may_leave(self, given: PlanAnswer, following: Following) -> bool:
        try:
            await self.note(given, following.caller, following.about)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            log.exception("event_not_noted", operation=given.operation)
            return False
        return True

    async def note(self, given: PlanAnswer, caller: Caller, also_about: frozenset[str] = frozenset()) -> None:
        """Write down whose records were read; an answer that cannot be written down does not leave."""
        about = given.about | also_about
        if about and is_noted(caller):
            async with self._pool.acquire() as connection:
                await note_read(connection, caller, given.operation, about, entry_id=new_id(), at=now())


_NO_QUERY = refuse(
    formatted(
        [coded("Send a query: documents are not known by id here.", Code.BAD_REQUEST)], Code.BAD_REQUEST
    )
)


_NO_STREAMS = refuse(
    formatted([coded("There are no subscriptions here.", Code.NOT_ACCEPTABLE)], Code.NOT_ACCEPTABLE),
    status=406,
)


def _not_noted(caller: Caller) -> bytes:
    extensions = {"code": Code.INTERNAL.value, "traceId": caller.request_id}
    return errors_body([{"message": "Something went wrong on our side.", "extensions": extensions}])


def means(resources: Resources[Any], policy: Policy) -> Means | None:
    """What subscriptions of a service stand on, where it serves; its commands have none."""
    if resources.watchers is None:
        return None
    return Means.of(resources.pool, resources.watchers, policy, resources.platform.secret)


def options(
    resources: Resources[U],
    schema: strawberry.Schema,
    *,
    policy: Policy,
    refusals: Refusals,
    worded: Callable[[GraphQLError], dict[str, Any]],
) -> dict[str, Any]:
    """How every service lets plans know its callers, its limits and its mutations.

    Raises MalformedPolicy for a mutation or a subscription that the policy has no row for.
    """
    graph: GraphQLSchema = schema._schema
    for root in (graph.mutation_type, graph.subscription_type):
        policy.require_rows(root.fields if root else ())
    performer = Performer(resources.work, policy=policy, refusals=refusals)
    return {
        "pool": lambda: resources.pool,
        "cursor_key": resources.platform.secret.encode(),
        "answer": answer,
        "subject": lambda caller: caller.viewer.subject or "",
        "locales": lambda caller: caller.locales,
        "look": partial(scan, limits=_LIMITS),
        "guard": guard(graph, tells_schema=not resources.platform.is_production),
        "price": price(graph),
        "context": lambda caller: Context(caller, performer),
        "word_error": wording(worded),
        "observe": _observe,
    }


def _observe(operation: str, sql: str, seconds: float) -> None:
    log.warning("slow_statement", operation=operation, sql=sql, seconds=round(seconds, 3))


def guard(
    schema: GraphQLSchema, *, tells_schema: bool = True
) -> Callable[[DocumentNode], list[GraphQLError]]:
    """Holds each new document against the limits of the API, once, before it is compiled."""

    def held(document: DocumentNode) -> list[GraphQLError]:
        return check(document, schema, _LIMITS) or ([] if tells_schema else refuse_schema(document))

    return held


def price(schema: GraphQLSchema) -> Callable[[DocumentNode, OperationDefinitionNode], Bill | None]:
    """Holds each request against the limit of cost where that depends on its variables."""

    def bill(document: DocumentNode, operation: OperationDefinitionNode) -> Bill | None:
        measured = measure(document, operation, schema, _LIMITS)
        return None if isinstance(measured.cost, int) else partial(measured.over, _LIMITS)

    return bill


_REFUSED = {
    "FORBIDDEN": "Your role may not do this.",
    "UNAUTHENTICATED": "Log in to do this.",
    "NOT_FOUND": "There is no such record.",
}


def wording(default: Callable[[GraphQLError], dict[str, Any]]) -> Callable[[GraphQLError], dict[str, Any]]:
    """How errors are told: policy's refusals by their code; what was not foreseen only by its trace id, and logged."""

    def word(error: GraphQLError) -> dict[str, Any]:
        told = default(error)
        told["message"] = unquoted(told["message"])
        cause = error.original_error
        if isinstance(cause, Refused):
            return {**told, "message": _REFUSED[cause.code], "extensions": {"code": cause.code}}
        if told.get("extensions", {}).get("code") == Code.INTERNAL:
            log.error("field_failed", path=error.path, exc_info=cause)
            told["extensions"]["traceId"] = current_trace_id()
        return told

    return word
