"""Small subgraphs for tests and benchmarks: a schema, resolvers over dictionaries, no server."""

from gateway.testing.federation import Federate, Federation, federation_of
from gateway.testing.local import LocalTransport
from gateway.testing.subgraph import Subgraph

__all__ = ["Federate", "Federation", "LocalTransport", "Subgraph", "federation_of"]
