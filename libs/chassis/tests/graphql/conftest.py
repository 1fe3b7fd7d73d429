"""Helpers: an echoing engine, and one HTTP exchange with an ASGI application without a server."""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

import orjson
import pytest

from chassis.graphql import Answer, EndpointSettings, Engine, GraphQLEndpoint, GraphQLRequest
from chassis.graphql.waiting_room import WaitingRoom
from chassis.identity import InvalidToken

Headers = dict[str, str]


class EchoEngine:
    """Answers with what it was asked."""

    async def execute(self, request: GraphQLRequest, caller: str) -> Answer:
        if request.query == "broken":
            return Answer(b'{"errors":[]}', executed=False)
        if request.query == "crash":
            raise ValueError("a secret of ours")
        facts = {"query": request.query, "variables": request.variables, "caller": caller}
        return Answer(orjson.dumps({"data": facts}), executed=True)


async def anyone(scope: MutableMapping[str, Any]) -> str:
    authorization: str = dict(scope["headers"]).get(b"authorization", b"").decode()
    if authorization == "Bearer forged":
        raise InvalidToken("signature does not match")
    return authorization


@dataclass(frozen=True)
class Response:
    status: int
    headers: Headers
    body: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)

    @property
    def code(self) -> str:
        return str(self.json["errors"][0]["extensions"]["code"])


class Door:
    """A client of one endpoint."""

    def __init__(
        self,
        settings: EndpointSettings | None = None,
        *,
        engine: Engine[str] | None = None,
        room: WaitingRoom | None = None,
    ) -> None:
        self._endpoint = GraphQLEndpoint(engine or EchoEngine(), anyone, settings, room=room)

    async def post(self, body: bytes | object, **headers: str) -> Response:
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        named = {"content-type": "application/json"} | {k.replace("_", "-"): v for k, v in headers.items()}
        return await self.send("POST", named, raw)

    async def get(self, query_string: str, path: str = "/graphql", **headers: str) -> Response:
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        return await self.send("GET", named, b"", path=path, query_string=query_string)

    async def send(
        self, method: str, headers: Headers, body: bytes, *, path: str = "/graphql", query_string: str = ""
    ) -> Response:
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query_string.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self._endpoint(scope, receive, send)
        return Response(sent[0]["status"], _text(sent[0]["headers"]), b"".join(m["body"] for m in sent[1:]))


@pytest.fixture
def door() -> Door:
    return Door(EndpointSettings(most_bytes=1000, page=b"<title>GraphiQL</title>"))


def _text(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    return {name.decode(): value.decode() for name, value in headers}
