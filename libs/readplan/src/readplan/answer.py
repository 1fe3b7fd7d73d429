"""What the engine gives back, and the settings it runs with."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response body, and whether the request ran at all (false: it was refused before execution).

    ``about`` are the keys of the persons whose rows were read (see ``bind``), ``operation`` is the operation's name.
    """

    body: bytes
    executed: bool
    about: frozenset[str] = frozenset()
    operation: str = ""


class Connection(Protocol):
    """The part of an asyncpg connection that plans use."""

    async def fetch(self, query: str, *args: Any) -> list[Any]:
        """Run one statement."""
        ...


class Pool(Protocol):
    """The part of an asyncpg pool that plans use."""

    def acquire(self) -> AbstractAsyncContextManager[Any]:
        """Lend a connection."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """Bounds of the engine; each protects memory or the database."""

    page: int = 20
    page_max: int = 100
    nested_page_max: int = 50
    entities_max: int = 500
    tokens_max: int = 1000
    documents: int = 1000
    shapes_per_document: int = 64
    fallback_locale: str = "ru"
    slow_seconds: float = 0.25
