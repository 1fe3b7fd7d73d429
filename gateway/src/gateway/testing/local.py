"""Carries requests to a subgraph in this process by executing them, and remembers what was asked."""

from collections.abc import AsyncIterator
from inspect import isawaitable
from typing import Any

import orjson
from graphql import ExecutionResult, graphql, parse, subscribe

from gateway.testing.subgraph import Subgraph
from gateway.transport import Headers, Reply


class LocalTransport:
    """A transport that is also the subgraph."""

    def __init__(self, subgraph: Subgraph) -> None:
        self._schema = subgraph.schema()
        self.asked: list[dict[str, Any]] = []
        self.headers: list[Headers] = []

    async def post(self, body: bytes, headers: Headers) -> Reply:
        """Executes one request."""
        request = orjson.loads(body)
        self.asked.append(request)
        self.headers.append(headers)
        result = await graphql(self._schema, request["query"], variable_values=request.get("variables"))
        return Reply(200, orjson.dumps(result.formatted))

    async def stream(self, body: bytes, headers: Headers) -> AsyncIterator[bytes]:
        """Executes one subscription."""
        request = orjson.loads(body)
        self.headers.append(headers)
        opened = subscribe(self._schema, parse(request["query"]), variable_values=request.get("variables"))
        results = await opened if isawaitable(opened) else opened
        if isinstance(results, ExecutionResult):
            yield orjson.dumps(results.formatted)
            return
        async for result in results:
            yield orjson.dumps(result.formatted)

    async def close(self) -> None:
        """Nothing is held."""
