"""Where a node of Kafka lives, and what its `server.properties` say."""

import base64
import contextlib
import socket
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from full.kafka_door import INTEGRATORS, Door, Issuer, rights_settings


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node lives: its number, its two ports, its folder."""

    number: int
    port: int
    controller_port: int
    directory_id: str
    folder: Path
    wire: tuple[int, int] | None = None
    """A second port, and the port under which clients that come through a wire are told to find it."""
    door: Door | None = None
    """Where integrators come in, if anywhere."""

    @property
    def address(self) -> str:
        """Where clients reach it."""
        return f"127.0.0.1:{self.port}"

    @property
    def voter(self) -> str:
        """How the quorum knows it."""
        return f"{self.number}@127.0.0.1:{self.controller_port}:{self.directory_id}"


def places_of(folder: Path, nodes: int, ports: Sequence[int], issuer: Issuer | None) -> list[Place]:
    """A place for each node: at the given ports, or at free ones."""
    each = 2 if issuer is None else 3
    chosen = list(ports) or _free_ports(each * nodes)
    places = []
    for n in range(nodes):
        port, controller_port, *more = chosen[each * n : each * (n + 1)]
        home = folder / str(n + 1)
        door = Door(more[0], issuer) if issuer else None
        places.append(Place(n + 1, port, controller_port, _directory_id(home), home, door=door))
    return places


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as open_sockets:
        sockets = [open_sockets.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _directory_id(folder: Path) -> str:
    kept = folder / "directory-id"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # Kafka's spelling of a UUID; one that begins with a dash would be read as an option.
        kept.write_text("A" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode()[1:22])
    return kept.read_text()


def properties(place: Place, places: list[Place]) -> str:
    """The settings of a node that is one of these."""
    copies = min(3, len(places))
    listeners = {"PLAINTEXT": place.port, "CONTROLLER": place.controller_port}
    advertised = dict(listeners)
    protocols = dict.fromkeys([*listeners, "WIRE"], "PLAINTEXT") | {INTEGRATORS: "SASL_PLAINTEXT"}
    if place.wire is not None:
        listeners["WIRE"], advertised["WIRE"] = place.wire
    if place.door is not None:
        listeners[INTEGRATORS] = advertised[INTEGRATORS] = place.door.port
    settings = {
        "process.roles": "broker,controller",
        "node.id": place.number,
        "listeners": _addresses(listeners),
        "advertised.listeners": _addresses(advertised),
        "listener.security.protocol.map": ",".join(f"{name}:{protocols[name]}" for name in listeners),
        "controller.listener.names": "CONTROLLER",
        "controller.quorum.bootstrap.servers": ",".join(f"127.0.0.1:{p.controller_port}" for p in places),
        "log.dirs": place.folder / "data",
        "auto.create.topics.enable": "false",
        "default.replication.factor": copies,
        "min.insync.replicas": max(1, copies - 1),
        "offsets.topic.replication.factor": copies,
        "offsets.topic.num.partitions": 8,
        "transaction.state.log.replication.factor": copies,
        "transaction.state.log.min.isr": max(1, copies - 1),
        "transaction.state.log.num.partitions": 8,
        "group.initial.rebalance.delay.ms": 0,
    } | rights_settings(place.door)
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def _addresses(ports: Mapping[str, int]) -> str:
    return ",".join(f"{name}://127.0.0.1:{port}" for name, port in ports.items())
