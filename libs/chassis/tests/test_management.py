"""A worker tells operations that it lives, and how far it has come."""

import socket
from dataclasses import dataclass
from typing import Any, cast

import aiohttp

from chassis.management import worker_management
from chassis.service import Service
from chassis.testing.counting import Counting


@dataclass(frozen=True, slots=True)
class Named:
    """As much of a service as is asked for here."""

    name: str
    url: str

    def settings(self) -> None:
        """It has none."""

    def database_url(self, _settings: object, _platform: object) -> str:
        """Where the test's database is."""
        return self.url


def service_on(counting: Counting) -> Service[Any]:
    return cast("Service[Any]", Named("counting", counting.database.app_url))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


async def asked(port: int, path: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as answer,
    ):
        return answer.status, await answer.text()


async def test_a_worker_with_a_port_answers_while_it_works(counting: Counting) -> None:
    port = free_port()

    async with worker_management(service_on(counting), "127.0.0.1", port):
        health, ready, metrics = [await asked(port, path) for path in ("/health", "/ready", "/metrics")]

    assert (health[0], ready[0], metrics[0]) == (200, 200, 200)
    assert 'bilim_event_outbox_age_seconds{service="counting"}' in metrics[1]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


async def test_a_worker_without_a_port_listens_nowhere(counting: Counting) -> None:
    async with worker_management(service_on(counting), "127.0.0.1", None):
        pass
