"""A stream lives as long as a new request with its token would be let in, and no longer than its session."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable

from chassis.graphql import Answer, Code, GraphQLRequest, SubscribingEngine
from chassis.graphql.errors import errors_body
from chassis.graphql.sse import RevocableResults
from chassis.identity import Viewer
from chassis.identity.sessions import EndedSessions
from gateway.visitor import Visitor

EXPIRED, LOGGED_OUT = "Token expired", "Logged out"


def watch(
    viewer: Viewer,
    ended: EndedSessions,
    end: Callable[[str], None],
    *,
    clock: Callable[[], float] = time.time,
) -> Callable[[], None]:
    """Has `end` called with the reason when the viewer's token or session is over; gives what ends the watch."""
    unwatch = ended.watch(viewer.session_id, lambda: end(LOGGED_OUT))
    if viewer.expires_at is None:
        return unwatch
    left = max(viewer.expires_at - clock(), 0.0)
    timer = asyncio.get_running_loop().call_later(left, end, EXPIRED)

    def release() -> None:
        timer.cancel()
        unwatch()

    return release


class BoundEngine:
    """The engine, with streams that end when the caller's token or session does."""

    def __init__(self, engine: SubscribingEngine[Visitor], ended: EndedSessions) -> None:
        self._engine = engine
        self._ended = ended

    async def execute(self, request: GraphQLRequest, caller: Visitor) -> Answer:
        """Answers one query or mutation."""
        return await self._engine.execute(request, caller)

    async def subscribe(self, request: GraphQLRequest, caller: Visitor) -> Answer | AsyncIterator[bytes]:
        """Opens a subscription."""
        opened = await self._engine.subscribe(request, caller)
        viewer = caller.caller.viewer
        if isinstance(opened, Answer) or viewer.is_anonymous:
            return opened
        revoked: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

        def end(reason: str) -> None:
            if not revoked.done():
                revoked.set_result(_said(reason))

        return RevocableResults(opened, revoked, watch(viewer, self._ended, end))


def _said(reason: str) -> bytes:
    return errors_body([{"message": f"{reason}.", "extensions": {"code": Code.UNAUTHENTICATED.value}}])
