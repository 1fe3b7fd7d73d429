"""The engine: a request's document becomes a plan once, and every request runs its plan."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

import strawberry
from graphql import DocumentNode, GraphQLError

from readplan.answer import Answer, Pool, Settings
from readplan.binding import Bound

Caller = TypeVar("Caller")


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
        metadata: Any = None,
        guard: Callable[[DocumentNode], list[GraphQLError]] | None = None,
        context: Callable[[Caller], object] | None = None,
        word_error: Callable[[GraphQLError], dict[str, Any]] | None = None,
        observe: Callable[[str, str, float], None] | None = None,
        settings: Settings | None = None,
    ) -> None:
        raise NotImplementedError

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
        raise NotImplementedError

    def subscribe(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        caller: Caller,
    ) -> AsyncIterator[bytes]:
        """Answer a subscription: one response body for each object its resolver yields."""
        raise NotImplementedError

    async def explain(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        caller: Caller,
    ) -> str:
        """Describe the plan of a query for this kind of caller: statements, estimates, generated code."""
        raise NotImplementedError
