"""Apache Kafka as it is: one node or three (KRaft), on free ports, stopped cleanly."""

import argparse
import base64
import contextlib
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from full.kafka_door import INTEGRATORS, Door, Issuer, add_issuer, issuer_of, rights_settings, trusted
from full.maven import TOOLS, fetch, require
from full.refusals import CannotStartError

VERSION = "4.3.1"
_LOG4J = "2.25.3"
_ARTIFACTS = [
    f"org.apache.kafka:kafka_2.13:{VERSION}",
    f"org.apache.logging.log4j:log4j-slf4j-impl:{_LOG4J}",
    f"org.apache.logging.log4j:log4j-core:{_LOG4J}",
]
_START_SECONDS = 150
_STOP_SECONDS = 30


class KafkaNotStartedError(CannotStartError):
    """A node went away or did not answer in time; the text has the end of its log."""


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


@dataclass(slots=True)
class Cluster:
    """Nodes that are running, or are not: a fault test kills and starts them."""

    places: list[Place]
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def bootstrap(self) -> str:
        """What a client is given."""
        return ",".join(place.address for place in self.places)

    @property
    def for_integrators(self) -> str:
        """What an integrator is given, who has to say who it is."""
        return ",".join(f"127.0.0.1:{place.door.port}" for place in self.places if place.door)

    @property
    def through_wires(self) -> str:
        """What a client is given that comes through the wires."""
        return ",".join(f"127.0.0.1:{place.wire[1]}" for place in self.places if place.wire)

    def start(self, *numbers: int) -> None:
        """Start these nodes, or all, and wait until they answer."""
        self.begin(*numbers)
        self.wait()

    def begin(self, *numbers: int) -> None:
        """Start these nodes, or all, and do not wait."""
        for place in self.places:
            if place.number in numbers or not numbers:
                self.running[place.number] = _start(place)

    def wait(self) -> None:
        """Wait until every node that was started answers."""
        for place in self.places:
            if place.number in self.running:
                _wait_for(place, self.running[place.number])

    def stop(self, *numbers: int) -> None:
        """Stop these nodes, or all, as an operator would."""
        chosen = {number: self.running.pop(number) for number in numbers or list(self.running)}
        for process in chosen.values():
            process.send_signal(signal.SIGTERM)
        for process in chosen.values():
            _end(process)

    def kill(self, number: int) -> None:
        """Take a node away without a word."""
        process = self.running.pop(number)
        process.kill()
        process.wait()


@contextlib.contextmanager
def cluster(
    folder: Path,
    *,
    nodes: int = 1,
    ports: Sequence[int] = (),
    wires: Sequence[tuple[int, int]] = (),
    issuer: Issuer | None = None,
) -> Iterator[Cluster]:
    """A running cluster with its data in a folder; it is stopped when the block is left.

    `ports` are two a node, and a third one where there is an issuer of tokens by which integrators log in. `wires`
    gives each node a port that clients reach by another one, with something of a test's between them.
    """
    places = _places(folder, nodes, ports, issuer)
    if wires:
        places = [replace(place, wire=wire) for place, wire in zip(places, wires, strict=True)]
    started = Cluster(places)
    _format(started.places)
    try:
        started.start()
        yield started
    finally:
        started.stop()


def _places(folder: Path, nodes: int, ports: Sequence[int], issuer: Issuer | None) -> list[Place]:
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


def _format(places: list[Place]) -> None:
    voters = ",".join(place.voter for place in places)
    cluster_id = places[0].directory_id
    formatting = []
    for place in places:
        (place.folder / "server.properties").write_text(_properties(place, places))
        arguments = ["format", "--ignore-formatted", "-t", cluster_id, "--initial-controllers", voters]
        arguments += ["-c", str(place.folder / "server.properties")]
        formatting.append((place, _java("kafka.tools.StorageTool", arguments, _log(place))))
    for place, process in formatting:
        if process.wait():
            raise KafkaNotStartedError(f"Node {place.number} cannot be formatted:\n{_tail(place)}")


def _properties(place: Place, places: list[Place]) -> str:
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


def _start(place: Place) -> subprocess.Popen[bytes]:
    if _answers(place):
        raise KafkaNotStartedError(f"Port {place.port} is in use: stop what listens there, or give --port.")
    words = [str(place.folder / "server.properties")]
    return _java("kafka.Kafka", words, _log(place), options=trusted(place.door))


def _java(
    main_class: str, arguments: list[str], log: IO[bytes], options: Sequence[str] = ()
) -> subprocess.Popen[bytes]:
    require("java")
    libraries = fetch(f"kafka-{VERSION}", _ARTIFACTS)
    command = [
        "java",
        "-Xms256m",
        "-Xmx256m",
        "-XX:+UseSerialGC",
        *options,
        "-cp",
        f"{libraries}/*",
        main_class,
        *arguments,
    ]
    with log:
        return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)


def _log(place: Place) -> IO[bytes]:
    return (place.folder / "output.log").open("ab")


def _tail(place: Place) -> str:
    return (place.folder / "output.log").read_text(errors="replace")[-2000:]


def _wait_for(place: Place, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not _answers(place):
        if process.poll() is not None or time.monotonic() > deadline:
            raise KafkaNotStartedError(f"Node {place.number} did not start:\n{_tail(place)}")
        time.sleep(0.1)


def _answers(place: Place) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", place.port)) == 0


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main() -> None:
    """Run Kafka until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m full kafka", description=__doc__)
    parser.add_argument(
        "--nodes", type=int, choices=(1, 3), default=1, help="one node, or three with three copies"
    )
    parser.add_argument("--port", type=int, default=9092, help="the first node's port; controllers follow")
    parser.add_argument("--data", type=Path, default=TOOLS / "kafka-data", help="where the data is kept")
    add_issuer(parser)
    chosen = parser.parse_args()
    issuer = issuer_of(chosen)
    ports = range(chosen.port, chosen.port + (2 if issuer is None else 3) * chosen.nodes)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        contextlib.suppress(KeyboardInterrupt),
        cluster(chosen.data / str(chosen.nodes), nodes=chosen.nodes, ports=ports, issuer=issuer) as started,
    ):
        door = f" · integrators, with a token: {started.for_integrators}" if issuer else ""
        print(f"Kafka {VERSION} is ready: BILIM_KAFKA={started.bootstrap}{door}", flush=True)
        signal.pause()
