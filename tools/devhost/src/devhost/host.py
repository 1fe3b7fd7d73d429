"""The development host: the gateway and four services in one process, on one port, with the development issuer."""

import argparse
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path

from starlette.types import Message, Receive, Scope, Send

from chassis.app import ServiceApp, create_service_app
from chassis.server import listen, run, serve
from chassis.settings import platform_settings
from chassis.telemetry import configure_logging, configure_tracing
from devhost.development import OUR_GATEWAY, SUPERGRAPH, development_app
from devhost.folder import DataFolder
from devhost.services import ALL
from gateway.app import GatewayApp, create_app
from gateway.transport.in_process import InProcessTransport


class Host:
    """One ASGI application of five; Starlette does not run the lifespan of a mounted one, so this does."""

    def __init__(self, gateway: GatewayApp, services: Mapping[str, ServiceApp]) -> None:
        self._gateway = gateway
        self._services = services

    def begin_stop(self) -> None:
        """Lets go of who listens without end: at the gateway first, which tells them to come again."""
        self._gateway.begin_stop()
        for service in self._services.values():
            service.begin_stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Everything goes through the gateway; the services live as long as it does."""
        if scope["type"] != "lifespan":
            await self._gateway(scope, receive, send)
            return
        said: list[Message] = []

        async def say(message: Message) -> None:
            # The gateway has stopped, the services have not: the process would end before they have.
            if message["type"] == "lifespan.shutdown.complete":
                said.append(message)
            else:
                await send(message)

        async with AsyncExitStack() as stack:
            for service in self._services.values():
                await stack.enter_async_context(service.router.lifespan_context(service))
            await self._gateway(scope, receive, say)
        for message in said:
            await send(message)


def create_host(folder: DataFolder) -> Host:
    """The gateway calls the services within the process, by the protocol it would use over HTTP."""
    services = {name: create_service_app(service) for name, service in ALL.items()}
    gateway: GatewayApp = create_app(
        OUR_GATEWAY,
        SUPERGRAPH,
        connect=lambda name, _url: InProcessTransport(services[name]),
        feeds=services,
        others=development_app(folder, lambda: gateway.is_ready),
    )
    return Host(gateway, services)


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m devhost.host")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=Path(".data"))
    given = parser.parse_args()
    configure_logging(platform_settings(), service="host")
    configure_tracing(platform_settings(), service="host")
    run(serve((create_host(DataFolder(given.data)), listen("127.0.0.1", given.port))))


if __name__ == "__main__":
    main()
