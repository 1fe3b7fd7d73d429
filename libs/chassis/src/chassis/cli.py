"""The commands of a service: `python -m <service> serve | work | migrate | schema | explain | parked | webhooks`."""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from chassis.app import add_health, create_service_app
from chassis.audit.command import verify_audit_of
from chassis.background import background_tasks
from chassis.cli_kafka import add_kafka_commands
from chassis.credentials import NoIssuer
from chassis.database import NewerDatabase, RoleMissing, migrate, open_pool
from chassis.events.parked_command import ACTIONS as PARKED_ACTIONS
from chassis.events.parked_command import parked_command
from chassis.events.webhooks.commands import ACTIONS, NoSuchWebhook, run_command
from chassis.events.webhooks.sealing import MalformedKeys
from chassis.management import worker_management
from chassis.metrics import add_metrics
from chassis.server import AddressInUse, listen, run, serve
from chassis.service import NoDatabase, Service
from chassis.settings import SettingsRefused, platform_settings
from chassis.telemetry import configure_logging, configure_tracing
from chassis.worker import stop_on_signals, work

_CANNOT_START = 2


def main(service: Service[Any], argv: Sequence[str] | None = None) -> int:
    """Runs one command, without any says which there are; 2 with one sentence when it cannot start."""
    words = sys.argv[1:] if argv is None else argv
    arguments = _parser(service).parse_args(words or ["--help"])
    try:
        platform = platform_settings()
        configure_logging(platform, service=service.name)
        configure_tracing(platform, service=service.name)
        return int(arguments.run(service, arguments) or 0)
    except (
        AddressInUse,
        MalformedKeys,
        NewerDatabase,
        NoDatabase,
        NoIssuer,
        NoSuchWebhook,
        RoleMissing,
        SettingsRefused,
    ) as refusal:
        print(f"{service.name}: {refusal}", file=sys.stderr)  # noqa: T201 - what a person at a terminal reads
        return _CANNOT_START


def _parser(service: Service[Any]) -> argparse.ArgumentParser:
    name = service.name
    parser = argparse.ArgumentParser(prog=f"python -m {name}", description=f"The {name} service.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serving = commands.add_parser("serve", help="answer GraphQL and the event feed")
    serving.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serving.add_argument("--port", type=int, default=8001, help="port of the graph (default: %(default)s)")
    serving.add_argument(
        "--management-port", type=int, help="port of /health and /ready (default: port + 1000)"
    )
    serving.set_defaults(run=_serve)
    working = commands.add_parser("work", help="publish events and hear those of others")
    working.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    working.add_argument(
        "--management-port", type=int, help="port of /health, /ready and /metrics (default: none)"
    )
    working.set_defaults(run=_work)
    parking = commands.add_parser("parked", help="events of others that could not be applied")
    parking.add_argument("action", choices=PARKED_ACTIONS, help=_said(PARKED_ACTIONS))
    parking.add_argument("--key", help="only this key")
    parking.set_defaults(run=_parked)
    add_kafka_commands(commands, service)
    migrating = commands.add_parser("migrate", help="bring the database to the newest version")
    migrating.set_defaults(run=_migrate)
    schema = commands.add_parser("schema", help="print the subgraph's schema")
    schema.set_defaults(run=_schema)
    explaining = commands.add_parser("explain", help="print how a query is answered")
    explaining.add_argument("query", help="a GraphQL query")
    explaining.add_argument("--token", help="for whom (default: for nobody in particular)")
    explaining.add_argument("--variables", default="{}", help="as a JSON object")
    explaining.set_defaults(run=_explain)
    verifying = commands.add_parser("verify-audit", help="read the audit again; 1 if anything was changed")
    verifying.set_defaults(run=_verify_audit)
    webhooks = commands.add_parser("webhooks", help="see, pause and resume what is sent to integrators")
    webhooks.add_argument("action", choices=ACTIONS, help=_said(ACTIONS))
    webhooks.add_argument("webhook", type=UUID, nargs="?", help="the id of one")
    webhooks.set_defaults(run=_webhooks)
    return parser


def _said(actions: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {does}" for name, does in actions.items())


def _serve(service: Service[Any], arguments: argparse.Namespace) -> None:
    application = create_service_app(service)
    management = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    management.state = application.state
    add_health(management)
    add_metrics(management, service.name)
    port = arguments.management_port or arguments.port + 1000
    run(
        serve(
            (application, listen(arguments.host, arguments.port)),
            (management, listen(arguments.host, port)),
        )
    )


def _work(service: Service[Any], arguments: argparse.Namespace) -> None:
    async def until_stopped() -> None:
        stop = stop_on_signals()
        async with (
            worker_management(service, arguments.host, arguments.management_port),
            background_tasks(service) as tasks,
        ):
            await work(tasks, stop=stop)

    run(until_stopped())


def _parked(service: Service[Any], arguments: argparse.Namespace) -> int:
    said, code = parked_command(service, arguments.action, key=arguments.key)
    sys.stdout.write(said)
    return code


def _migrate(service: Service[Any], _arguments: argparse.Namespace) -> None:
    asyncio.run(migrate(service.name, service.owner_url(service.settings(), platform_settings())))


def _schema(service: Service[Any], _arguments: argparse.Namespace) -> None:
    sys.stdout.write(service.schema())


def _verify_audit(service: Service[Any], _arguments: argparse.Namespace) -> int:
    sentence, code = asyncio.run(verify_audit_of(service))
    print(f"{service.name}: {sentence}")  # noqa: T201 - what a person at a terminal reads
    return code


def _explain(service: Service[Any], arguments: argparse.Namespace) -> None:
    from chassis.explain import explain

    text = asyncio.run(explain(service, arguments.query, arguments.variables, arguments.token))
    sys.stdout.write(text)


def _webhooks(service: Service[Any], arguments: argparse.Namespace) -> None:
    sys.stdout.write(asyncio.run(_on_webhooks(service, arguments.action, arguments.webhook)))


async def _on_webhooks(service: Service[Any], action: str, webhook: UUID | None) -> str:
    platform = platform_settings()
    url = service.database_url(service.settings(), platform)
    async with await open_pool(url, application=f"{service.name} webhooks", size=2) as pool:
        return await run_command(pool, platform, action, webhook, sealed=service.sealed)
