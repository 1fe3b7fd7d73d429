"""The real Kafka and Keycloak beside the platform, as programs that end with it."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chassis.testing import tether
from devhost.folder import DataFolder
from devhost.layout import Ports, module
from devhost.refusals import CannotStart
from devhost.screen import step

START_SECONDS = 420
STOP_SECONDS = 40
LOOK_EVERY = 0.1
READY = " is ready"


@contextmanager
def kafka(folder: DataFolder, ports: Ports, *, issuer: str | None = None) -> Iterator[dict[str, str]]:
    """Apache Kafka while the block lasts, with a port for who has a token of the issuer; what the platform is told."""
    words = ["--port", str(ports.kafka), "--data", str(folder.path / "kafka")]
    if issuer is not None:
        words += ["--issuer", issuer, "--jwks", keys_of(issuer)]
    with running("Apache Kafka", module("full", "kafka", *words), folder.log("kafka")):
        yield {"BILIM_KAFKA": f"127.0.0.1:{ports.kafka}"}


@contextmanager
def keycloak(folder: DataFolder, ports: Ports) -> Iterator[dict[str, str]]:
    """Keycloak with our realm and our workers' clients while the block lasts; what the platform is told of it."""
    with running(
        "Keycloak", module("full", "keycloak", *keycloak_words(folder, ports)), folder.log("keycloak")
    ):
        issuer = f"http://127.0.0.1:{ports.keycloak}/realms/bilim"
        yield {
            "BILIM_ISSUER": issuer,
            "BILIM_JWKS_URL": keys_of(issuer),
            "BILIM_MACHINE_KEYS": str(folder.path / "keycloak"),
            "GATEWAY_LOGIN_CLIENT": "bilim-graphiql",
        }


def keys_of(issuer: str) -> str:
    """Where Keycloak shows its public keys."""
    return f"{issuer}/protocol/openid-connect/certs"


def keycloak_words(folder: DataFolder, ports: Ports) -> tuple[str, ...]:
    """Where Keycloak is and what it knows, for every command that deals with it."""
    public_url = f"http://127.0.0.1:{ports.gateway}"
    return ("--port", str(ports.keycloak), "--data", str(folder.path), "--public-url", public_url)


@contextmanager
def running(name: str, command: tuple[str, ...], log: Path) -> Iterator[None]:
    """A program from the line by which it says that it is ready. Raises CannotStart with its last words."""
    log.unlink(missing_ok=True)
    with log.open("ab") as output:
        process = tether.start(command, output=output)
    try:
        with step(f"Starting {name}"):
            wait_until_ready(name, process, log)
        yield
    finally:
        stop(name, process)


def wait_until_ready(name: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Look at what it says until it is ready."""
    deadline = time.monotonic() + START_SECONDS
    while READY not in (said := log.read_text(errors="replace")):
        if process.poll() is not None:
            raise CannotStart(said.strip() or f"{name} ended with {process.returncode}.")
        if time.monotonic() > deadline:
            raise CannotStart(f"{name} is not ready after {START_SECONDS} s; what it said is in {log}.")
        time.sleep(LOOK_EVERY)


def stop(name: str, process: "subprocess.Popen[bytes]") -> None:
    """Ask it to end, and insist if it does not."""
    if process.poll() is not None:
        return
    with step(f"Stopping {name}"):
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
