"""The subgraphs, as one caller reaches them: with the headers that are passed on for this caller."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from chassis.telemetry import current_traceparent, span
from gateway.transport import Headers, Reply
from gateway.transport.resilient import ResilientTransport


@dataclass(frozen=True, slots=True)
class Callers:
    """The subgraphs, as one caller reaches them."""

    transports: Mapping[str, ResilientTransport]
    headers: Headers

    async def fetch(self, service: str, body: bytes, *, is_query: bool) -> Reply:
        """Sends one request; raises SubgraphUnavailable."""
        with span("fetch", subgraph=service):
            return await self.transports[service].post(body, _traced(self.headers), is_query=is_query)

    def stream(self, service: str, body: bytes) -> AsyncIterator[bytes]:
        """Opens a subscription; raises SubgraphUnavailable."""
        return self.transports[service].stream(body, self.headers)


def _traced(headers: Headers) -> Headers:
    """The headers with our own span as the parent of what the subgraph does, where spans are made."""
    traceparent = current_traceparent()
    if traceparent is None:
        return headers
    kept = [header for header in headers if header[0] != b"traceparent"]
    return (*kept, (b"traceparent", traceparent.encode()))
