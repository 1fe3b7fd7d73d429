"""A pool that remembers what was asked, and can be told to fail."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class WatchedPool:
    """Lends the real pool's connections and writes down their statements."""

    pool: Any
    failing: str | None = None  # a statement that contains this fails
    error: Exception | None = None
    asked: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[WatchedPool]:
        async with self.pool.acquire() as connection:
            self.connection = connection
            yield self

    async def fetch(self, text: str, *arguments: Any) -> list[Any]:
        self.asked.append((text, arguments))
        if self.failing is not None and self.failing in text and self.error is not None:
            raise self.error
        return list(await self.connection.fetch(text, *arguments))
