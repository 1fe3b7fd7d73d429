"""A gateway's engine over subgraphs in this process, asked as a client asks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from chassis.graphql import Answer, GraphQLRequest
from chassis.identity import Caller, Viewer
from gateway.documents import PreparedCache
from gateway.engine import EngineSettings, GatewayEngine, Graph
from gateway.supergraph import load_supergraph
from gateway.testing.local import LocalTransport
from gateway.testing.subgraph import Subgraph
from gateway.transport import Transport
from gateway.transport.resilient import Patience, ResilientTransport
from gateway.trusted import Documents
from gateway.visitor import Visitor


class UnexpectedErrors(AssertionError):
    """The answer has errors where none were expected."""


@dataclass(frozen=True)
class Federation:
    """The engine, and the subgraphs behind it."""

    engine: GatewayEngine
    transports: Mapping[str, LocalTransport]
    viewer: Viewer

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The whole answer to a query, as the client reads it."""
        answer = await self.send(query, variables)
        content: dict[str, Any] = orjson.loads(answer.body)
        return content

    async def data(self, query: str, **variables: Any) -> Any:
        """The answer's data. Raises UnexpectedErrors."""
        content = await self.ask(query, **variables)
        if "errors" in content:
            raise UnexpectedErrors(content)
        return content["data"]

    async def send(
        self, query: str | None, variables: Mapping[str, Any] | None = None, **request: Any
    ) -> Answer:
        """The engine's answer to a request."""
        facts: dict[str, Any] = {
            "operation_name": None,
            "extensions": {},
            "document_id": None,
            "only_queries": False,
        }
        asked = GraphQLRequest(query=query, variables=dict(variables or {}), **(facts | request))
        return await self.engine.execute(asked, self.visitor())

    def visitor(self) -> Visitor:
        """Who asks."""
        return Visitor(Caller(viewer=self.viewer, request_id="1"), ((b"authorization", b"Bearer t"),))

    def asked(self, name: str) -> list[dict[str, Any]]:
        """What a subgraph was asked since the start."""
        return self.transports[name].asked


def federation_of(
    supergraph: str,
    subgraphs: Sequence[Subgraph],
    *,
    settings: EngineSettings | None = None,
    instead: Mapping[str, Transport] | None = None,
    viewer: Viewer | None = None,
    patience: Patience | None = None,
    documents: Documents | None = None,
) -> Federation:
    """A federation of subgraphs; `instead` puts another transport in the place of one."""
    local = {subgraph.name: LocalTransport(subgraph) for subgraph in subgraphs}
    reached: dict[str, Transport] = {**local, **(instead or {})}
    transports = {
        name: ResilientTransport(transport, patience or Patience()) for name, transport in reached.items()
    }
    graph = Graph(load_supergraph(supergraph), transports, PreparedCache(100))
    documents = documents or Documents({}, free_form=True)
    return Federation(
        GatewayEngine(graph, documents, settings or EngineSettings()), local, viewer or Viewer()
    )


Federate = Callable[..., Federation]
"""As `federation_of`, with the subgraphs as arguments and the supergraph composed from them."""
