"""The running platform as a test has it: started as people start it, asked as clients ask, stopped as by Ctrl-C."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from chassis.identity.personas import read_personas
from devhost.folder import DataFolder
from devhost.layout import KAFKA_ABOVE, KEYCLOAK_ABOVE, SERVICES, Ports
from devhost.running import Running

STOP_SECONDS = 90
READY_LINE = b"Ctrl-C stops everything"


class PlatformFailed(Exception):
    """It did not start, or did not stop; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Platform:
    """A running platform, and what a client does with it."""

    layout: str
    port: int
    data: Path

    def url(self, service: str | None = None) -> str:
        """The gateway's address, or a service's own in the layout of separate processes."""
        return f"http://127.0.0.1:{Ports(self.port).of(service) if service else self.port}"

    def token(self, persona: str) -> str:
        """A token, as `make token` gives it."""
        return self.command("token", persona).strip()

    def command(self, *words: str) -> str:
        """What a command of the host prints."""
        places = ("--port", str(self.port), "--data", str(self.data))
        done = subprocess.run(
            [sys.executable, "-m", "devhost", *words, *places], capture_output=True, text=True, check=True
        )
        return done.stdout

    def person(self, persona: str) -> UUID:
        """Who the persona is in the registers."""
        (person,) = read_personas(self.data / "personas.json")[persona].person
        return UUID(person.partition(":")[2])

    def school(self) -> UUID:
        """The school of the personas."""
        grant = read_personas(self.data / "personas.json")["director"].grants[0]
        return UUID(grant.rpartition(":")[2])

    def ask(
        self, token: str | None, query: str, *, service: str | None = None, **variables: Any
    ) -> dict[str, Any]:
        """One GraphQL request, to the gateway or directly to a service."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        return fetch(f"{self.url(service)}/graphql", token, body)

    def kill_workers(self) -> None:
        """SIGKILL to whatever publishes and hears events; the supervisor starts it again."""
        running = Running.read(DataFolder(self.data))
        for name, pid in running.pids.items() if running else ():
            if name.endswith("work") or name == "workers":
                os.kill(pid, signal.SIGKILL)

    def feed(self, service: str, token: str, since: int) -> dict[str, Any]:
        """A page of a service's events, through the gateway."""
        return fetch(f"{self.url()}/events/{service}?since={since}", token)


def fetch(url: str, token: str | None, body: bytes | None = None) -> dict[str, Any]:
    """What a URL of the platform answers, as JSON; a POST where there is a body."""
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(url, body, headers)  # noqa: S310 - a URL of ours, on this machine.
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - as above.
        found: dict[str, Any] = json.load(answer)
        return found


@contextmanager
def running_platform(layout: str, data: Path, *options: str) -> Iterator[Platform]:
    """`up` or `up-split` over a data folder, on ports that are free."""
    port = free_ports()
    process = start(layout, port, data, *options)
    try:
        wait_for_welcome(process)
        yield Platform(layout, port, data)
    finally:
        stop(process)


def start(layout: str, port: int, data: Path, *options: str) -> "subprocess.Popen[bytes]":
    """The program behind the command."""
    return subprocess.Popen(
        [sys.executable, "-m", "devhost", layout, "--port", str(port), "--data", str(data), *options],
        env={name: value for name, value in os.environ.items() if not name.startswith("BILIM_")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def wait_for_welcome(process: "subprocess.Popen[bytes]") -> None:
    """Read what a person reads, up to the last line of the screen."""
    said = []
    for line in process.stdout or ():
        said.append(line)
        if READY_LINE in line:
            return
    raise PlatformFailed(b"".join(said).decode())


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Ctrl-C, and patience."""
    process.send_signal(signal.SIGINT)
    try:
        process.communicate(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise PlatformFailed("Ctrl-C did not stop the platform") from None


def free_ports() -> int:
    """A port with four free ones above it, and all of them a thousand higher."""
    beside = (KEYCLOAK_ABOVE, KAFKA_ABOVE, KAFKA_ABOVE + 1, KAFKA_ABOVE + 2)
    apart = [first + number for first in (0, 1000, 1010) for number in range(len(SERVICES) + 1)]
    wanted = [*apart, *beside]
    for port in range(18_000, 30_000, 10):
        if all(is_free(port + above) for above in wanted):
            return port
    raise PlatformFailed("no free ports")


def is_free(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0
