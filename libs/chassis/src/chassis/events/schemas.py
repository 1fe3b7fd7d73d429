"""The contracts as files: `/schemas/<message>/<version>.binpb` and `.proto`, and the AsyncAPI document to browse."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from google.protobuf.descriptor_pb2 import FileDescriptorSet
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

_DAY = {"Cache-Control": "public, max-age=86400"}
# The page brings its style and nothing else: no script may run in it, whatever a description says.
_PAGE_ONLY = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


class Described(Protocol):
    """An event type that can show its contract."""

    @property
    def name(self) -> str: ...
    @property
    def source(self) -> str: ...
    def descriptors(self) -> FileDescriptorSet: ...


class Schemas:
    """Serves the contracts of some event types; they are public, as the events are not."""

    def __init__(self, types: Iterable[Described], *, asyncapi: bytes, page: bytes) -> None:
        self._types: Mapping[str, Described] = {each.name: each for each in types}
        self._asyncapi = asyncapi
        self._page = page

    def routes(self) -> list[Route]:
        """The addresses under the installation's public one."""
        return [
            Route("/schemas/{message}/{version}.binpb", self.descriptors),
            Route("/schemas/{message}/{version}.proto", self.source),
            Route("/asyncapi.json", self.asyncapi),
            Route("/asyncapi", self.page),
        ]

    async def descriptors(self, request: Request) -> Response:
        """A FileDescriptorSet with everything that the message needs."""
        found = self._find(request)
        if found is None:
            return _unknown(request)
        body = found.descriptors().SerializeToString(deterministic=True)
        return Response(body, headers=_DAY, media_type="application/protobuf")

    async def source(self, request: Request) -> Response:
        """The `.proto` file that declares the message."""
        found = self._find(request)
        return _unknown(request) if found is None else PlainTextResponse(found.source, headers=_DAY)

    async def asyncapi(self, _: Request) -> Response:
        """The AsyncAPI document."""
        return Response(self._asyncapi, media_type="application/json")

    async def page(self, _: Request) -> Response:
        """The same for people, readable without internet."""
        return Response(self._page, headers=_PAGE_ONLY, media_type="text/html")

    def _find(self, request: Request) -> Described | None:
        return self._types.get(f"{request.path_params['message']}.{request.path_params['version']}")


def _unknown(request: Request) -> Response:
    return PlainTextResponse(f"No event type is known as {request.path_params['message']}.", 404)
