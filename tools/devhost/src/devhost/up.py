"""Starts the whole platform, the same way for one process or many, and takes it down again."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from chassis.identity.personas import read_personas
from chassis.settings import PlatformSettings, platform_settings
from devhost import beside
from devhost.database import database_server
from devhost.folder import DataFolder
from devhost.layout import SERVICES, Ports, module, split, together
from devhost.refusals import CannotStart
from devhost.running import refuse_busy
from devhost.screen import EMBEDDED, Surroundings, step, welcome
from devhost.supervisor import Supervisor


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says."""

    port: int
    data: Path
    tables: tuple[Path, ...]
    is_split: bool = False
    with_kafka: bool = False
    with_keycloak: bool = False


def up(options: Options) -> None:
    """Start everything, show where it is, and stay until Ctrl-C."""
    folder, ports = DataFolder(options.data.absolute()), Ports(options.port)
    settings = allowed(platform_settings())
    with ExitStack() as stack:
        interruptible()
        stack.enter_context(folder.held())
        refuse_busy(needed(ports, options))
        with step("Taking the given PostgreSQL" if settings.database_url else "Starting PostgreSQL"):
            server_url = stack.enter_context(database_server(folder, settings.database_url))
        with step("Bringing four databases to their newest version"):
            run(module("devhost.prepare", server_url))
        environment = environment_of(folder, ports, server_url)
        if options.with_keycloak:
            environment = without_issuer(environment) | stack.enter_context(beside.keycloak(folder, ports))
        if options.with_kafka:
            # After Keycloak, whose keys it asks for: integrators log in there by the tokens they have.
            issuer = environment["BILIM_ISSUER"] if options.with_keycloak else None
            environment |= stack.enter_context(beside.kafka(folder, ports, issuer=issuer))
            with step("Making topics"):
                run(module("devhost.topics", "--quiet"), environment)
        supervisor = stack.enter_context(Supervisor(folder, environment))
        with step("Starting the gateway and four services"):
            supervisor.start((split if options.is_split else together)(ports, str(folder.path)))
        fill(folder, options.tables, environment)
        if options.with_keycloak:
            with step("Making accounts of the personas"):
                run(module("full", "accounts", *beside.keycloak_words(folder, ports)))
        print(welcome(surroundings(options, folder, server_url)), flush=True)
        supervisor.watch()


def allowed(settings: PlatformSettings) -> PlatformSettings:
    """The development issuer and the embedded database are for development."""
    if settings.is_production:
        raise CannotStart(
            "BILIM_ENV is production: the development host does not start there; use the chart."
        )
    return settings


def interruptible() -> None:
    """SIGTERM ends the platform as Ctrl-C does, and Ctrl-C also where a shell started it in the background."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)


def needed(ports: Ports, options: Options) -> dict[str, int]:
    """Every port the layout listens on."""
    services = {service: ports.of(service) for service in SERVICES}
    management = {f"{service}, management": ports.management_of(service) for service in SERVICES}
    workers = {f"{service}, worker": ports.worker_management_of(service) for service in SERVICES}
    apart = services | management | workers if options.is_split else {}
    of_kafka = ("Kafka", "Kafka, controller", "Kafka, integrators")
    kafka = {what: ports.kafka + number for number, what in enumerate(of_kafka)} if options.with_kafka else {}
    keycloak = {"Keycloak": ports.keycloak} if options.with_keycloak else {}
    return {"gateway": ports.gateway} | apart | kafka | keycloak


def environment_of(folder: DataFolder, ports: Ports, server_url: str) -> dict[str, str]:
    """What every program is told."""
    public_url = f"http://127.0.0.1:{ports.gateway}"
    return {
        "BILIM_DATABASE_URL": server_url,
        "BILIM_PUBLIC_URL": public_url,
        "BILIM_ISSUER": f"{public_url}/dev",
        "BILIM_KEY_FILE": str(folder.key),
    }


def without_issuer(environment: Mapping[str, str]) -> dict[str, str]:
    """Where Keycloak signs, nothing is left of the development issuer."""
    return {
        name: value for name, value in environment.items() if name not in ("BILIM_ISSUER", "BILIM_KEY_FILE")
    }


def surroundings(options: Options, folder: DataFolder, server_url: str) -> Surroundings:
    """What runs now, for the screen."""
    ports, known = Ports(options.port), read_personas(folder.personas)
    useful = [name for name, persona in known.items() if persona.grants or persona.person]
    return Surroundings(
        port=options.port,
        personas=useful,
        is_empty=len(useful) == 1,
        data=options.data,
        database=urlsplit(server_url).netloc.rpartition("@")[2] or EMBEDDED,
        kafka=ports.kafka if options.with_kafka else None,
        for_integrators=ports.for_integrators if options.with_kafka and options.with_keycloak else None,
        keycloak=ports.keycloak if options.with_keycloak else None,
        passwords=folder.path / "keycloak" / "passwords.json",
    )


def fill(folder: DataFolder, tables: Sequence[Path], environment: Mapping[str, str], *words: str) -> None:
    """Load the tables; a load that was cut off is finished, one that is complete is not begun again."""
    mark = folder.loaded / fingerprint(tables, environment)
    if folder.personas.exists() and mark.exists():
        return
    run(module("devhost.loading", *map(str, tables), "--data", str(folder.path), *words), environment)
    if "--dry-run" not in words:
        folder.loaded.mkdir(exist_ok=True)
        mark.touch()


def fingerprint(tables: Sequence[Path], environment: Mapping[str, str]) -> str:
    """What was loaded, and where to: the tables' content and the database."""
    total = sha256(environment.get("BILIM_DATABASE_URL", "").encode())
    for table in tables:
        total.update(table.read_bytes() if table.exists() else b"")
    return total.hexdigest()[:16]


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    """Run a program of ours to its end. Raises CannotStart with what it said last."""
    done = subprocess.run(
        command, env={**os.environ, **(environment or {})}, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise CannotStart(done.stderr.strip() or f"{command[2]} ended with {done.returncode}.")
