"""Reads another service's latest states over HTTP, page by page."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import aiohttp

from chassis.events.bus import FeedUnavailable
from chassis.events.cloudevents import Event, Registry, from_json

_LIMIT = 500
_TIMEOUT = aiohttp.ClientTimeout(total=30)


@dataclass(frozen=True, slots=True)
class StatesHeard:
    """States of some keys, and the place in the log that they may be older than but never newer than."""

    events: list[Event]
    position: int
    log: UUID


class OwnersStates(Protocol):
    """The latest states of one service."""

    async def topics(self) -> list[str]:
        """The topics of which there are states, in the order in which they are to be read."""
        ...

    def read(self, topic: str) -> AsyncIterator[StatesHeard]:
        """All states of a topic."""
        ...


class FeedStates:
    """Reads `/snapshots` beside a feed."""

    def __init__(
        self,
        url: str,
        *,
        session: aiohttp.ClientSession,
        token: Callable[[], Awaitable[str]],
        registry: Registry,
        limit: int = _LIMIT,
    ) -> None:
        self._url = f"{url.rstrip('/')}/snapshots"
        self._session = session
        self._token = token
        self._registry = registry
        self._limit = limit
        self._names: dict[str, str] = {}

    async def topics(self) -> list[str]:
        """See OwnersStates.topics. Raises FeedUnavailable."""
        listed = (await self._ask("", {}))["snapshots"]
        self._names = {each["topic"]: each["name"] for each in listed}
        return list(self._names)

    async def read(self, topic: str) -> AsyncIterator[StatesHeard]:
        """See OwnersStates.read. Raises FeedUnavailable."""
        query: dict[str, str] = {"limit": str(self._limit)}
        while True:
            page = await self._ask(f"/{self._names[topic]}", query)
            events = [from_json(each, self._registry) for each in page["events"]]
            yield StatesHeard(events, page["position"], UUID(page["log"]))
            if page["next"] is None:
                return
            query["after"] = page["next"]

    async def _ask(self, path: str, query: dict[str, str]) -> Any:
        headers = {"Authorization": f"Bearer {await self._token()}"}
        try:
            async with self._session.get(
                self._url + path, params=query, headers=headers, timeout=_TIMEOUT
            ) as response:
                if response.status != 200:
                    raise FeedUnavailable(f"{self._url}{path}: HTTP {response.status}")
                return await response.json()
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise FeedUnavailable(f"{self._url}{path}: {type(error).__name__}") from error
