"""One execution of one plan: its data so far, its failures, and how it reaches the subgraphs."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from gateway.transport import Reply

Path = tuple[str | int, ...]


class Subgraphs(Protocol):
    """Reaches the subgraphs on behalf of one caller."""

    async def fetch(self, service: str, body: bytes, *, is_query: bool) -> Reply:
        """Sends one request; raises SubgraphUnavailable."""

    def stream(self, service: str, body: bytes) -> AsyncIterator[bytes]:
        """Opens a subscription; raises SubgraphUnavailable."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error for the client, with a path in the client's words."""

    message: str
    path: Path
    extensions: Mapping[str, Any]

    def entry(self) -> dict[str, Any]:
        """As it stands in the answer."""
        entry: dict[str, Any] = {"message": self.message}
        if self.path:
            entry["path"] = self.path
        entry["extensions"] = self.extensions
        return entry


@dataclass(slots=True)
class Run:
    """`sent` are the client's variables as they came, `flags` the coerced ones that conditions read."""

    subgraphs: Subgraphs
    sent: Mapping[str, Any]
    flags: Mapping[str, Any]
    data: dict[str, Any] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    language: bytes | None = None

    def fail(self, message: str, code: str, service: str, paths: Sequence[Path]) -> None:
        """Notes one failure for each place that it leaves empty."""
        extensions = {"code": code, "service": service}
        self.failures.extend(Failure(message, path, extensions) for path in paths)
