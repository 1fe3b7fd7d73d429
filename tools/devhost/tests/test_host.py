"""Gateway and services in one process live and stop together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from starlette.applications import Starlette

from devhost.host import Host


async def test_the_process_is_told_that_all_has_stopped_when_the_services_have_too() -> None:
    said: list[str] = []

    @asynccontextmanager
    async def service_lives(_: Starlette) -> AsyncIterator[None]:
        yield
        said.append("the service has stopped")

    coming = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> dict[str, Any]:
        return {"type": next(coming)}

    async def send(message: Any) -> None:
        said.append(message["type"])

    host = Host(cast("Any", Starlette()), {"inventory": cast("Any", Starlette(lifespan=service_lives))})
    await host({"type": "lifespan", "app": None, "state": {}}, receive, send)

    assert said == ["lifespan.startup.complete", "the service has stopped", "lifespan.shutdown.complete"]
