"""How many requests a subject may send a minute, and the headers that say what is left."""

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

from chassis.graphql import Answer, Code, GraphQLRequest, coded, formatted, refuse
from gateway.engine import GatewayEngine
from gateway.visitor import Visitor

WINDOW_SECONDS = 60
Headers = tuple[tuple[bytes, bytes], ...]


class Allowance:
    """Counts by the minute; a new minute forgets everybody."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.time) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._window = 0
        self._used: dict[str, int] = {}

    def take(self, who: str) -> tuple[bool, Headers]:
        """Whether one more request is allowed, and what to tell."""
        now = self._clock()
        window = int(now) // WINDOW_SECONDS
        if window != self._window:
            self._window = window
            self._used.clear()
        used = self._used[who] = self._used.get(who, 0) + 1
        left = max(self._per_minute - used, 0)
        until = WINDOW_SECONDS - int(now) % WINDOW_SECONDS
        told: Headers = (
            (b"ratelimit", b'"default";r=%d;t=%d' % (left, until)),
            (b"ratelimit-policy", b'"default";q=%d;w=%d' % (self._per_minute, WINDOW_SECONDS)),
        )
        if used > self._per_minute:
            return False, (*told, (b"retry-after", b"%d" % until))
        return True, told


class RationedEngine:
    """The engine, for those who have not asked too often; a caller without a token counts by address."""

    def __init__(self, engine: GatewayEngine, allowance: Allowance, per_minute: int) -> None:
        self._engine = engine
        self._allowance = allowance
        self._per_minute = per_minute

    async def execute(self, request: GraphQLRequest, caller: Visitor) -> Answer:
        """Answers one query or mutation."""
        allowed, headers = self._allowance.take(caller.name)
        if not allowed:
            return self._refusal(headers)
        answer = await self._engine.execute(request, caller)
        return replace(answer, headers=(*answer.headers, *headers))

    async def subscribe(self, request: GraphQLRequest, caller: Visitor) -> Answer | AsyncIterator[bytes]:
        """Opens a subscription."""
        allowed, headers = self._allowance.take(caller.name)
        return await self._engine.subscribe(request, caller) if allowed else self._refusal(headers)

    def _refusal(self, headers: Headers) -> Answer:
        said = f"More than {self._per_minute} requests a minute: wait for the next minute."
        error = coded(said, Code.LIMIT_EXCEEDED, limit="requests", most=self._per_minute)
        return refuse(formatted([error], Code.LIMIT_EXCEEDED), status=429, headers=headers)
