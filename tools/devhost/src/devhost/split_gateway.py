"""The gateway as a process of its own, calling the services over HTTP, with the development issuer beside it."""

import argparse
from pathlib import Path

from chassis.server import listen, run, serve
from chassis.settings import platform_settings
from chassis.telemetry import configure_logging, configure_tracing
from devhost.development import OUR_GATEWAY, SUPERGRAPH, development_app
from devhost.folder import DataFolder
from gateway.app import GatewayApp, create_app
from gateway.feeds import feed_beside
from gateway.service import over_http


def create_gateway(folder: DataFolder, subgraphs: dict[str, str]) -> GatewayApp:
    """The gateway over these addresses."""
    gateway: GatewayApp = create_app(
        OUR_GATEWAY,
        SUPERGRAPH,
        connect=over_http(subgraphs),
        feeds={name: feed_beside(url) for name, url in subgraphs.items()},
        others=development_app(folder, lambda: gateway.is_ready),
    )
    return gateway


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m devhost.split_gateway")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=Path(".data"))
    parser.add_argument("--subgraph", action="append", default=[], metavar="NAME=URL")
    given = parser.parse_args()
    configure_logging(platform_settings(), service="gateway")
    configure_tracing(platform_settings(), service="gateway")
    subgraphs = dict(one.split("=", 1) for one in given.subgraph)
    run(serve((create_gateway(DataFolder(given.data), subgraphs), listen("127.0.0.1", given.port))))


if __name__ == "__main__":
    main()
