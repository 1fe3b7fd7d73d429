"""Which programs make up the platform, in the two ways it can be started."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import orjson

SERVICES = ("inventory", "enrollment", "ejournal", "training")
"""In the order of their ports."""
MANAGEMENT_PORTS_ABOVE = 1000
WORKERS_ABOVE = 10
# With the gateway at 8000 these are the ports by which both are known: 9092 and 8080.
KAFKA_ABOVE = 1092
KEYCLOAK_ABOVE = 80
HIGHEST_PORT = 64_000
"""Of the gateway: everything else listens above it."""


@dataclass(frozen=True, slots=True)
class Program:
    """One process: its command, what its environment adds, and the port by which it is known to be ready."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    ready_port: int | None = None


@dataclass(frozen=True, slots=True)
class Ports:
    """The gateway's port and, above it, those of the services."""

    gateway: int

    def of(self, service: str) -> int:
        """The port of a service in the split layout."""
        return self.gateway + 1 + SERVICES.index(service)

    @property
    def kafka(self) -> int:
        """Where our own services reach Kafka; its controller is at the next one."""
        return self.gateway + KAFKA_ABOVE

    @property
    def for_integrators(self) -> int:
        """Where who has a token reaches Kafka."""
        return self.kafka + 2

    @property
    def keycloak(self) -> int:
        """Where people log in."""
        return self.gateway + KEYCLOAK_ABOVE

    def management_of(self, service: str) -> int:
        """Where a service says whether it is well."""
        return self.of(service) + MANAGEMENT_PORTS_ABOVE

    def worker_management_of(self, service: str) -> int:
        """Where its worker says so."""
        return self.management_of(service) + WORKERS_ABOVE


def together(ports: Ports, data: str) -> tuple[Program, ...]:
    """Two processes: all that answers, and all that works in the background, so that neither stalls the other."""
    return (
        Program(
            "host", module("devhost.host", "--port", str(ports.gateway), "--data", data), {}, ports.gateway
        ),
        Program("workers", module("devhost.workers")),
    )


def split(ports: Ports, data: str) -> tuple[Program, ...]:
    """Every service and the gateway on its own, as in a cluster."""
    return (
        *(program for service in SERVICES for program in service_programs(service, ports)),
        Program("gateway", module("devhost.split_gateway", *gateway_words(ports, data)), {}, ports.gateway),
    )


def service_programs(service: str, ports: Ports) -> Iterator[Program]:
    """A service's two processes; they read each other's feeds directly, without the gateway."""
    feeds = {other: f"http://127.0.0.1:{ports.of(other)}/events" for other in SERVICES if other != service}
    environment = {f"{service.upper()}_FEEDS": orjson.dumps(feeds).decode()}
    words = ("--host", "127.0.0.1", "--port", str(ports.of(service)))
    management = ("--management-port", str(ports.management_of(service)))
    yield Program(
        service, module(service, "serve", *words, *management), environment, ports.management_of(service)
    )
    figures = ("--management-port", str(ports.worker_management_of(service)))
    yield Program(f"{service}-work", module(service, "work", *figures), environment)


def gateway_words(ports: Ports, data: str) -> Iterator[str]:
    """The gateway's options: where each subgraph is."""
    yield from ("--port", str(ports.gateway), "--data", data)
    for service in SERVICES:
        yield from ("--subgraph", f"{service}=http://127.0.0.1:{ports.of(service)}/graphql")


def module(name: str, *words: str) -> tuple[str, ...]:
    """`python -m name words`."""
    return (sys.executable, "-m", name, *words)
