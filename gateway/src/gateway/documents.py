"""Remembers prepared operations, bounded; equal documents that come together are prepared once."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from gateway.operation import Refusal

T = TypeVar("T")
Key = tuple[object, ...]


@dataclass(slots=True)
class CacheCounts:
    """How often the cache knew the answer."""

    hits: int = 0
    misses: int = 0


class PreparedCache(Generic[T]):
    """Least recently used goes first; refusals are remembered too, so that a bomb is judged once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._ready: OrderedDict[Key, T | Refusal] = OrderedDict()
        self._under_way: dict[Key, asyncio.Future[T]] = {}
        self.counts = CacheCounts()

    def recall(self, key: Key) -> T | None:
        """What was prepared before; raises the Refusal that was given before."""
        found = self._ready.get(key)
        if found is None:
            return None
        self._ready.move_to_end(key)
        self.counts.hits += 1
        if isinstance(found, Refusal):
            raise Refusal(found.answer)
        return found

    async def prepare(self, key: Key, make: Callable[[], Awaitable[T]]) -> T:
        """Prepares it, or waits for who is preparing it."""
        waiting = self._under_way.get(key)
        if waiting is None:
            self.counts.misses += 1
            waiting = asyncio.ensure_future(self._make(key, make))
            self._under_way[key] = waiting
            waiting.add_done_callback(lambda done: self._forget(key, done))
        return await asyncio.shield(waiting)

    async def _make(self, key: Key, make: Callable[[], Awaitable[T]]) -> T:
        try:
            made = await make()
        except Refusal as refusal:
            self._keep(key, Refusal(refusal.answer))
            raise
        self._keep(key, made)
        return made

    def _keep(self, key: Key, value: T | Refusal) -> None:
        self._ready[key] = value
        while len(self._ready) > self._most:
            self._ready.popitem(last=False)

    def _forget(self, key: Key, done: "asyncio.Future[T]") -> None:
        del self._under_way[key]
        if not done.cancelled():
            done.exception()


def fingerprint(text: str) -> bytes:
    """A document's name in the cache: long texts are not kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
