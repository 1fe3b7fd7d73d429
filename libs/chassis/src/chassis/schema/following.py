"""How a subscription runs: asked of policy, told how things stand, woken by events, and resumed where it stopped."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

import orjson
from graphql import GraphQLError

from chassis.database.pool import Pool
from chassis.events.watchers import Watchers
from chassis.graphql.errors import Code, coded
from chassis.identity import Caller, OutOfScope
from chassis.identity.policy import Policy, snake_case
from chassis.identity.rls import tell_viewer, viewer_role
from chassis.schema.event_cursors import EventCursorSeal
from chassis.schema.scalars import EventCursor

T = TypeVar("T")

Fetch = Callable[..., Awaitable[list[Any]]]
"""The rows of a statement: `await fetch(sql, *arguments)`."""

MOST_STREAMS = 100
"""How many subscriptions one account may have open in one process: each costs memory, and a look at every event."""


class Answered(Protocol):
    """What a query is answered: a body, and the children whose records were read."""

    @property
    def body(self) -> bytes: ...
    @property
    def about(self) -> frozenset[str]: ...


class Reader(Protocol):
    """Something that answers queries as policy lets it."""

    async def execute(
        self, query: str, variables: dict[str, Any] | None = None, *, caller: Caller, only_queries: bool
    ) -> Answered: ...


@dataclass(frozen=True, slots=True)
class Record:
    """What is followed: the key of its events, and the query that shows it. Who may read it may follow it."""

    key: str
    query: str
    variables: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seen(Generic[T]):
    """How it stands: the keys of all events that may change it, what to remember of it, and what of it is news.

    After what `is_last` nothing comes. What no event tells of is looked at again after so many seconds, too: a call
    for it can be lost.
    """

    keys: frozenset[str]
    state: Any
    news: Callable[[EventCursor], T] | None
    is_last: bool = False
    look_again_seconds: float | None = None


Look = Callable[[Fetch, Any], Awaitable[Seen[T]]]
"""`await look(fetch, told)`: how it stands, in one snapshot, after what was told last; None before the first."""


@dataclass(frozen=True, slots=True)
class Means:
    """What all subscriptions of a service share.

    `turns` are how many look at once: queries are not kept waiting when one event wakes thousands of screens.
    """

    pool: Pool
    watchers: Watchers
    policy: Policy
    secret: str
    turns: asyncio.Semaphore
    streams: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, pool: Pool, watchers: Watchers, policy: Policy, secret: str) -> "Means":
        """For a service with this pool: streams take at most half of it."""
        return cls(pool, watchers, policy, secret, asyncio.Semaphore(max(1, pool.get_max_size() // 2)))

    @contextmanager
    def counted(self, caller: Caller) -> Iterator[None]:
        """Keeps one account from taking everybody's place. Raises a GraphQLError."""
        subject = caller.viewer.subject or ""
        if self.streams[subject] >= MOST_STREAMS:
            raise coded(
                f"You have {MOST_STREAMS} subscriptions open here: end one first.", Code.LIMIT_EXCEEDED
            )
        self.streams[subject] += 1
        try:
            yield
        finally:
            self.streams[subject] -= 1
            if not self.streams[subject]:
                del self.streams[subject]


class Following:
    """What a subscription's resolver finds in `info.context`; `about` are the children of whom it tells."""

    def __init__(self, caller: Caller, means: Means, reader: Reader) -> None:
        self.caller = caller
        self.about: frozenset[str] = frozenset()
        self._means = means
        self._reader = reader

    async def follow(
        self, operation: str, record: Record, look: Look[T], *, after: str | None
    ) -> AsyncGenerator[T, None]:
        """Tells how a record stands, at once or if it changed after the cursor, and whenever it changed again.

        Raises Forbidden or Unauthenticated where policy has no row, OutOfScope for what the caller may not read, or
        no longer, exactly as for what does not exist.
        """
        self._means.policy.admit(self.caller, snake_case(operation))
        seal = EventCursorSeal(self._means.secret, operation, record.key, self.caller.viewer.subject or "")
        told = None if after is None else seal.read(after)
        with self._means.counted(self.caller):
            async with self._means.watchers.watching() as watcher:
                goes_on = True
                while goes_on:
                    async with self._means.turns:
                        await self._check(operation, record)
                        watcher.watch({record.key, *self.about})
                        seen = await self._look(look, told)
                        if watcher.watch(seen.keys):
                            # What happened to these before they were waited for is not known yet.
                            seen = await self._look(look, told)
                    told = seen.state
                    if seen.news is not None:
                        yield seen.news(seal.write(told))
                    goes_on = not seen.is_last and await watcher.wait(seen.look_again_seconds)

    async def _check(self, operation: str, record: Record) -> None:
        """Whether the caller may still read it: by the plans that every query goes by."""
        answer = await self._reader.execute(
            record.query, dict(record.variables), caller=self.caller, only_queries=True
        )
        told = orjson.loads(answer.body)
        for error in told.get("errors", ()):
            raise GraphQLError(error["message"], extensions=error["extensions"])
        if None in told["data"].values():
            raise OutOfScope(operation)
        self.about = answer.about

    async def _look(self, look: Look[T], told: Any) -> Seen[T]:
        async with (
            self._means.pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            await tell_viewer(self.caller, connection.fetch, role=viewer_role(self._means.policy.service))
            return await look(connection.fetch, told)
