"""Where a consumer hears another service's events: its feed, or Kafka; the consumer cannot tell which."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import aiohttp

from chassis.events.cloudevents import Event, Registry, from_json
from chassis.events.log import LogReplaced, PositionGone

_WAIT_SECONDS = 20
_LIMIT = 500


async def _nothing_to_do() -> None:
    """The feed's place is the reader's cursor."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Events in their order, and the position up to which there is nothing else for this reader."""

    events: list[Event]
    next: int
    log: UUID | None
    applied: Callable[[], Awaitable[None]] = _nothing_to_do
    """To be called when the events are applied and committed: a bus that keeps a place of its own moves it."""
    behind: int = 0
    """How much of the owner's log, or of its topics, had not been read yet."""


class Bus(Protocol):
    """A stream of one service's events."""

    async def read(self, after: int, *, types: Sequence[str], log: UUID | None) -> Heard:
        """The next events after a position; waits a while when there are none."""
        ...


class FeedUnavailable(Exception):
    """The owner's feed does not answer; to be tried again."""


class FeedBus:
    """Pulls the owner's feed over HTTP, waiting there for what is new."""

    def __init__(
        self,
        url: str,
        *,
        session: aiohttp.ClientSession,
        token: Callable[[], Awaitable[str]],
        registry: Registry,
        wait_seconds: int = _WAIT_SECONDS,
    ) -> None:
        self._url = url
        self._session = session
        self._token = token
        self._registry = registry
        self._wait = wait_seconds

    async def read(self, after: int, *, types: Sequence[str], log: UUID | None) -> Heard:
        """See Bus.read. Raises FeedUnavailable, LogReplaced or PositionGone."""
        query: dict[str, str | int] = {
            "since": after,
            "types": ",".join(types),
            "limit": _LIMIT,
            "wait": self._wait,
        }
        if log is not None:
            query["log"] = str(log)
        answer = await self._ask(query)
        return Heard(
            [from_json(event, self._registry) for event in answer["events"]],
            answer["next"],
            UUID(answer["log"]),
            behind=answer["head"] - answer["next"],
        )

    async def _ask(self, query: dict[str, str | int]) -> Any:
        headers = {"Authorization": f"Bearer {await self._token()}"}
        timeout = aiohttp.ClientTimeout(total=self._wait + 10)
        try:
            async with self._session.get(
                self._url, params=query, headers=headers, timeout=timeout
            ) as response:
                return await _understood(response)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise FeedUnavailable(f"{self._url}: {type(error).__name__}") from error


async def _understood(response: aiohttp.ClientResponse) -> Any:
    if response.status == 409:
        raise LogReplaced
    if response.status == 410:
        raise PositionGone((await response.json())["oldest"])
    if response.status != 200:
        raise FeedUnavailable(f"{response.url.origin()}{response.url.path}: HTTP {response.status}")
    return await response.json()
