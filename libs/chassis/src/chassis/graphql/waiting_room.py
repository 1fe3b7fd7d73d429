"""So much at once, and a short line before it: who cannot be served in time is told so at once, and when to come again.

Without it a rush of requests is taken in whole, each waits longer than its client does, and the work is done for
nobody: the more come, the fewer are served.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from math import ceil
from typing import Any, ClassVar

from chassis.graphql.errors import Code
from chassis.identity import DoorRefusal

Receive = Callable[[], Awaitable[Any]]

_WEIGHT_OF_LAST = 1 / 16


class Overloaded(DoorRefusal):
    """More come than can be served in time; nothing was done, so the same request may come again."""

    status: ClassVar[int] = 503
    code: ClassVar[str] = Code.OVERLOADED

    def __init__(self, seconds: float) -> None:
        self.retry_after = max(1, ceil(seconds))
        super().__init__(f"Too much is asked at once: nothing was done, come again in {self.retry_after} s.")

    @property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """When to come again."""
        return ((b"retry-after", b"%d" % self.retry_after),)


class WaitingRoom:
    """Lets `at_once` requests be worked on, and others wait in the order in which they came.

    Nobody waits longer than `longest_seconds`: who is expected to, by how long the last ones took, does not begin to.
    """

    def __init__(self, at_once: int, longest_seconds: float) -> None:
        self._at_once = self._free = at_once
        self._longest = longest_seconds
        self._line: deque[asyncio.Future[None]] = deque()
        self._mean = 0.0

    @property
    def expected_seconds(self) -> float:
        """How long who comes now would wait."""
        return 0.0 if self._free else self._mean * (len(self._line) + 1) / self._at_once

    @asynccontextmanager
    async def turn(self, receive: Receive) -> AsyncIterator[None]:
        """One request's turn; `receive` is how it is heard that its client has gone. Raises Overloaded."""
        if self._free:
            self._free -= 1
        else:
            await self._wait(receive)
        began = time.perf_counter()
        try:
            yield
        finally:
            self._mean += (time.perf_counter() - began - self._mean) * _WEIGHT_OF_LAST
            self._hand_on()

    async def _wait(self, receive: Receive) -> None:
        expected = self.expected_seconds
        if not self._longest or expected > self._longest:
            raise Overloaded(expected)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        gone = asyncio.ensure_future(_until_gone(receive))
        self._line.append(turn)
        is_served = False
        try:
            await asyncio.wait((turn, gone), timeout=self._longest, return_when=asyncio.FIRST_COMPLETED)
            is_served = turn.done() and not gone.done()
        finally:
            gone.cancel()
            if not is_served:
                self._give_up(turn)
        if not is_served:
            raise Overloaded(self.expected_seconds)

    def _give_up(self, turn: asyncio.Future[None]) -> None:
        """Leaves the line; a turn that came too late is the next one's."""
        if turn.done():
            self._hand_on()
        else:
            self._line.remove(turn)

    def _hand_on(self) -> None:
        if self._line:
            self._line.popleft().set_result(None)
        else:
            self._free += 1


async def _until_gone(receive: Receive) -> None:
    """Ends when the client does: its body was read, so that nothing else can be heard of it."""
    if (await receive())["type"] != "http.disconnect":
        await asyncio.get_running_loop().create_future()
