"""`python -m gateway serve --supergraph FILE`: the gateway over any Federation 2 supergraph."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from chassis.credentials import NoIssuer
from chassis.server import AddressInUse, NoSocket, inherited, listen, run, serve
from chassis.settings import SettingsRefused, platform_settings
from chassis.telemetry import configure_logging, configure_tracing
from gateway.app import UnsafeInProduction, create_app
from gateway.management import management_app
from gateway.service import over_http
from gateway.settings import read_settings
from gateway.supergraph import SupergraphRefused

_CANNOT_START = 2
_REFUSALS = (AddressInUse, NoIssuer, NoSocket, SettingsRefused, SupergraphRefused, UnsafeInProduction)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command, without any says which there are; 2 with one sentence when it cannot start."""
    words = sys.argv[1:] if argv is None else argv
    arguments = _parser().parse_args(words or ["--help"])
    try:
        platform = platform_settings()
        configure_logging(platform, service="gateway")
        configure_tracing(platform, service="gateway")
        _serve(arguments)
    except _REFUSALS as refusal:
        print(f"gateway: {refusal}", file=sys.stderr)  # noqa: T201 - what a person at a terminal reads
        return _CANNOT_START
    return 0


def _serve(arguments: argparse.Namespace) -> None:
    app = create_app(
        read_settings(arguments.config), arguments.supergraph, connect=over_http(dict(arguments.subgraph))
    )
    host, port, given = arguments.host, arguments.port, arguments.fd
    listening = listen(host, port) if given is None else inherited(given)
    management = listen(host, arguments.management_port or port + 1000)
    run(serve((app, listening), (management_app(app), management)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m gateway", description="The federated GraphQL gateway.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serving = commands.add_parser("serve", help="answer GraphQL")
    serving.add_argument("--supergraph", type=Path, required=True, help="the supergraph file")
    serving.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serving.add_argument("--port", type=int, default=8000, help="port of the graph (default: %(default)s)")
    serving.add_argument("--fd", type=int, help="an open listening socket instead of a port (systemd: 3)")
    serving.add_argument("--management-port", type=int, help="port of /health (default: port + 1000)")
    serving.add_argument(
        "--config", type=Path, help="a TOML file of settings; without it nothing is verified"
    )
    serving.add_argument(
        "--subgraph",
        type=_override,
        action="append",
        default=[],
        metavar="NAME=URL",
        help="where a subgraph is",
    )
    return parser


def _override(text: str) -> tuple[str, str]:
    name, found, url = text.partition("=")
    if not found or not url:
        raise argparse.ArgumentTypeError("write NAME=URL")
    return name, url


if __name__ == "__main__":
    sys.exit(main())
