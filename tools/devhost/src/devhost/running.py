"""What runs over a data folder at this moment, for commands given in another terminal."""

import http.client
import os
import signal
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import orjson

from devhost.folder import DataFolder
from devhost.layout import SERVICES
from devhost.refusals import CannotStart, NothingRuns


@dataclass(frozen=True, slots=True)
class Running:
    """What its programs were told, and the processes by name."""

    environment: Mapping[str, str]
    pids: Mapping[str, int]

    def write(self, folder: DataFolder) -> None:
        """Say so to this user alone: an address of a database may hold a password."""
        folder.state.touch(mode=0o600)
        folder.state.write_bytes(orjson.dumps(asdict(self)))

    @classmethod
    def read(cls, folder: DataFolder) -> "Running | None":
        """What runs, None when nothing does."""
        try:
            return cls(**orjson.loads(folder.state.read_bytes()))
        except FileNotFoundError:
            return None


def stop_service(folder: DataFolder, service: str) -> None:
    """End one service of the split layout and its worker. Raises CannotStart where there is no such process."""
    if service not in SERVICES:
        raise CannotStart(f"Which service? `make stop SERVICE=inventory`; there are {', '.join(SERVICES)}.")
    running = Running.read(folder)
    if running is None or service not in running.pids:
        raise CannotStart(f"{service} does not run as a process of its own: `make up-split` starts it so.")
    for name in (service, f"{service}-work"):
        os.kill(running.pids[name], signal.SIGTERM)


def is_ready(port: int) -> bool:
    """Whether somebody on this port says it can answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/ready")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def refuse_busy(ports: Mapping[str, int]) -> None:
    """Say at once that a port is taken, before anything is started. Raises CannotStart."""
    for what, port in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CannotStart(
                    f"Port {port} ({what}) is in use: stop what listens there, or choose another with PORT=."
                ) from error


def ask_for_token(persona: str, port: int) -> str:
    """A token of the persona from the running host. Raises NothingRuns, or CannotStart for nobody of that name."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("POST", f"/dev/token/{persona}")
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise NothingRuns(port) from error
    finally:
        connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise CannotStart(f"There is no persona {persona!r}: {_known(body)}")
    return body.decode()


def _known(body: bytes) -> str:
    try:
        return "try one of " + ", ".join(orjson.loads(body)["personas"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return "the host on this port knows no personas."
