"""How the gateway reaches a subgraph: one protocol, over HTTP or within the process."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Reply:
    """A subgraph's HTTP answer."""

    status: int
    body: bytes
    language: bytes | None = None


class SubgraphUnavailable(Exception):
    """The subgraph did not answer; `before_sending` tells that it cannot have heard the question."""

    def __init__(self, said: str, *, before_sending: bool = False) -> None:
        super().__init__(said)
        self.said = said
        self.before_sending = before_sending


class Transport(Protocol):
    """Carries GraphQL requests to one subgraph."""

    async def post(self, body: bytes, headers: Headers) -> Reply:
        """Sends one request; raises SubgraphUnavailable."""

    def stream(self, body: bytes, headers: Headers) -> AsyncIterator[bytes]:
        """Opens a subscription: one JSON result an item; raises SubgraphUnavailable."""

    async def close(self) -> None:
        """Lets go of connections."""
