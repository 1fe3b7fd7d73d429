"""Plans as they run: compiled once for each kind of caller, given a connection, their failures completed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from graphql import GraphQLError

from readplan.answer import Pool, Settings
from readplan.assemble import Plan
from readplan.cache import ByShape
from readplan.complete import complete
from readplan.document import Parsed
from readplan.errors import STATEMENT_ERRORS
from readplan.model import Model
from readplan.scope import Scope
from readplan.select import Document
from readplan.shape import Shape

Observe = Callable[[str, str, float], None]
"""Told of a slow statement: the operation's name, the statement, seconds."""
_log = logging.getLogger("readplan")


@dataclass(slots=True)
class Request:
    """An operation that somebody asked for: its variables as plans take them, and of whom rows were read so far."""

    parsed: Parsed
    caller: Any
    v: dict[str, Any]
    about: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Runner:
    """What every plan of an engine shares."""

    model: Model
    settings: Settings
    pool: Callable[[], Pool]
    cursor_key: bytes
    answer: Callable[[Any, Hashable], Hashable]
    subject: Callable[[Any], str]
    locales: Callable[[Any], Sequence[str]]
    observe: Observe | None = None

    def scope(self, parsed: Parsed, caller: Any) -> Scope:
        """Begin a compilation."""
        return Scope(
            self.model,
            Document(self.model.schema, parsed.fragments),
            Shape(caller, self.answer),
            self.settings,
            self.cursor_key,
            self.subject,
            self.locales,
        )

    def plan(self, plans: ByShape[Plan], request: Request, compiled: Callable[[Scope], Plan]) -> Plan:
        """Find the plan for this kind of caller, or make it."""
        plan = plans.find(request.caller, self.answer)
        if plan is None:
            scope = self.scope(request.parsed, request.caller)
            plan = compiled(scope)
            plans.keep(scope.shape.asked, plan)
        return plan

    async def run(
        self, plan: Plan, request: Request, representations: Sequence[Any] = ()
    ) -> tuple[Any, list[GraphQLError]]:
        """Run a plan: its data, and what could not be had."""
        if plan.asks_database:
            data, broken = await self._run_asking(plan, request, representations)
        else:
            data, broken = await plan.run(None, request.caller, request.v, representations, request.about)
        return complete(plan.skeleton, data) if broken else (data, [])

    async def _run_asking(
        self, plan: Plan, request: Request, representations: Sequence[Any]
    ) -> tuple[Any, bool]:
        caller, v, about = request.caller, request.v, request.about
        try:
            lent = self.pool().acquire()
            connection = await lent.__aenter__()
        except STATEMENT_ERRORS as error:
            _log.warning("no connection to the database", exc_info=error)
            return await plan.run(_failing(error), caller, v, representations, about)  # type: ignore[no-any-return]
        try:
            fetch = connection.fetch
            if self.observe is not None:
                fetch = _observed(fetch, self.observe, request.parsed.label, self.settings.slow_seconds)
            return await plan.run(fetch, caller, v, representations, about)  # type: ignore[no-any-return]
        finally:
            await lent.__aexit__(None, None, None)


def _failing(error: Exception) -> Callable[..., Any]:
    async def fetch(*_: object) -> Any:
        raise error

    return fetch


def _observed(fetch: Callable[..., Any], observe: Observe, label: str, slow: float) -> Callable[..., Any]:
    async def timed(text: str, *arguments: object) -> Any:
        began = perf_counter()
        try:
            return await fetch(text, *arguments)
        finally:
            took = perf_counter() - began
            if took >= slow:
                observe(label, text, took)

    return timed
