"""Apache Kafka as it is: one node or three (KRaft), on free ports, stopped cleanly."""

import argparse
import contextlib
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from full.kafka_door import Issuer, add_issuer, issuer_of, trusted
from full.kafka_node import Place, places_of, properties
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
    places = places_of(folder, nodes, ports, issuer)
    if wires:
        places = [replace(place, wire=wire) for place, wire in zip(places, wires, strict=True)]
    started = Cluster(places)
    _format(started.places)
    try:
        started.start()
        yield started
    finally:
        started.stop()


def _format(places: list[Place]) -> None:
    voters = ",".join(place.voter for place in places)
    cluster_id = places[0].directory_id
    formatting = []
    for place in places:
        (place.folder / "server.properties").write_text(properties(place, places))
        arguments = ["format", "--ignore-formatted", "-t", cluster_id, "--initial-controllers", voters]
        arguments += ["-c", str(place.folder / "server.properties")]
        formatting.append((place, _java("kafka.tools.StorageTool", arguments, _log(place))))
    for place, process in formatting:
        if process.wait():
            raise KafkaNotStartedError(f"Node {place.number} cannot be formatted:\n{_tail(place)}")


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
