"""Starts the parts as processes, and harms them by a seed."""

import contextlib
import json
import math
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from proxy import Wire
from setting import Setting

from chassis.testing.embedded import EmbeddedServer
from full.kafka import Cluster

_RESTART_SECONDS = 0.3
_STEP_SECONDS = 5.0
_RECOVERY_SECONDS = 60.0
POINTS = {
    "sequencer": ("selected", "inserted", "committed"),
    "publisher": ("selected", "sent", "acknowledged", "advanced", "states-read", "states-acknowledged"),
    "consumer": ("heard", "applied"),
    "deliverer": ("selected", "sent"),
}
"""Between which steps a part can be ended."""

Harm = Callable[[], None]
Recovered = Callable[[datetime], bool]
"""Whether work that was begun after a moment has arrived everywhere."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What was done, from when to when."""

    kind: str
    at: datetime
    over: datetime
    was_left_alone: bool
    """Everything had recovered before it and did after it, until then nothing else was done."""


class Forks:
    """The process that all parts are forked from."""

    def __init__(self) -> None:
        command = [sys.executable, str(Path(__file__).with_name("role.py"))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def start(self, name: str, setting: Setting, log: Path) -> int:
        """Start a part and return its process id."""
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("opened with pipes")
        self._process.stdin.write(json.dumps([name, asdict(setting), str(log)]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """Nothing more will be started."""
        self._process.kill()
        self._process.communicate()


@dataclass(slots=True)
class Parts:
    """The processes of a run; two consumers and two sequencers, so that one is there when the other goes.

    What they print is in the folder: a fault test that fails is read there.
    """

    setting: Setting
    names: tuple[str, ...]
    forks: Forks
    folder: Path
    running: dict[str, list[int]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start a part once more."""
        process = self.forks.start(name, self.setting, self.folder / f"{name}.log")
        self.running.setdefault(name, []).append(process)

    def start_all(self) -> None:
        """Start everything."""
        for name in self.names:
            self.start(name)

    def kill_all_of(self, name: str) -> int:
        """SIGKILL to every process of a part; how many there were."""
        doomed = self.running.pop(name, [])
        for process in doomed:
            # One that stepped on a fail-point is dead already.
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while any(Path(f"/proc/{process}").exists() for process in doomed):
            time.sleep(0.01)
        return len(doomed)

    def close(self) -> None:
        """Nothing is left."""
        for name in list(self.running):
            self.kill_all_of(name)


@dataclass(frozen=True, slots=True)
class Wires:
    """What can be cut and silenced: the way to PostgreSQL, and the ways to the brokers."""

    postgres: Wire
    brokers: Wire | None


@dataclass(slots=True)
class Nemesis:
    """Does harm of every kind in turn, in an order and for times that its seed decides.

    Of some it waits until they are overcome, so that it can be said how long that takes; others come on top of one
    another, as misfortunes do.
    """

    parts: Parts
    server: EmbeddedServer
    wires: Wires
    chance: random.Random
    longest_sleep: float
    recovered: Recovered
    left_alone: float = 0.0
    """The share of faults that are waited for."""
    kafka: Cluster | None = None
    only: Collection[str] = ()
    """These kinds of harm, or all."""
    done: list[Fault] = field(default_factory=list)
    _is_calm: bool = True
    """The harm before was overcome when this one began."""

    def harm_once_each(self, *, until: float) -> None:
        """Every kind once, in a new order, unless the time is over."""
        kinds = [(kind, harm) for kind, harm in self._kinds() if not self.only or kind in self.only]
        for kind, harm in self.chance.sample(kinds, k=len(kinds)):
            if time.monotonic() < until:
                began = datetime.now(UTC)
                harm()
                self._note(kind, began, datetime.now(UTC))
                time.sleep(self.chance.uniform(0.3, 1.0))

    def _note(self, kind: str, began: datetime, over: datetime) -> None:
        is_waited_for = self.chance.random() < self.left_alone
        seconds = self._seconds_of_recovery(over) if is_waited_for else math.inf
        self.done.append(Fault(kind, began, over, is_waited_for and self._is_calm))
        then = f"recovered after {seconds:.1f} s" if is_waited_for else "the next comes at once"
        before = "" if self._is_calm else " (it came on top of the one before)"
        self._is_calm = seconds < _RECOVERY_SECONDS
        sys.stdout.write(
            f"{over:%H:%M:%S} {len(self.done):3} {kind} for {(over - began).total_seconds():.1f} s, {then}{before}\n"
        )
        sys.stdout.flush()

    def _seconds_of_recovery(self, over: datetime) -> float:
        started = time.monotonic()
        while not self.recovered(over) and time.monotonic() - started < _RECOVERY_SECONDS:
            time.sleep(0.1)
        return time.monotonic() - started

    def _kinds(self) -> list[tuple[str, Harm]]:
        parts = [name for name in dict.fromkeys(self.parts.names) if name != "writer"]
        points = [(part, point) for part in parts for point in POINTS.get(part, ())]
        return [
            *((f"kill {name}", partial(self._kill, name)) for name in (*parts, "writer")),
            *((f"stop {name}", partial(self._sleep, name)) for name in parts),
            *((f"fail {part} when {point}", partial(self._fail, part, point)) for part, point in points),
            ("kill postgres", self._kill_postgres),
            ("cut postgres", self.wires.postgres.cut),
            ("silence postgres", partial(self._silence, self.wires.postgres)),
            ("forget postgres", self.wires.postgres.forget),
            *(
                self._kinds_of_brokers(self.kafka, self.wires.brokers)
                if self.kafka and self.wires.brokers
                else ()
            ),
        ]

    def _kinds_of_brokers(self, kafka: Cluster, wire: Wire) -> list[tuple[str, Harm]]:
        return [
            ("kill broker", partial(self._with_a_broker, kafka, kafka.kill)),
            ("restart broker", partial(self._with_a_broker, kafka, kafka.stop)),
            ("stop broker", partial(self._stop_broker, kafka)),
            ("cut brokers", wire.cut),
            ("silence brokers", partial(self._silence, wire)),
            ("forget brokers", wire.forget),
        ]

    def _kill(self, name: str) -> None:
        count = self.parts.kill_all_of(name)
        time.sleep(_RESTART_SECONDS)
        for _ in range(count):
            self.parts.start(name)

    def _sleep(self, name: str) -> None:
        self._stop_process(self.parts.running[name][0])

    def _stop_process(self, process: int) -> None:
        os.kill(process, signal.SIGSTOP)
        time.sleep(self.chance.uniform(1, self.longest_sleep))
        os.kill(process, signal.SIGCONT)

    def _fail(self, part: str, point: str) -> None:
        """Lay a file for the fail-point, and start the part again when somebody has stepped on it."""
        laid = Path(self.parts.setting.fail_points) / f"{part}-{point}"
        laid.touch()
        patience = time.monotonic() + _STEP_SECONDS
        while laid.exists() and time.monotonic() < patience:
            time.sleep(0.01)
        laid.unlink(missing_ok=True)
        self._kill(part)

    def _silence(self, wire: Wire) -> None:
        """Half of the outages end by a cut, half by everything arriving late."""
        wire.silence()
        time.sleep(self.chance.uniform(1, self.longest_sleep))
        if self.chance.random() < 0.5:
            wire.cut()
        wire.speak()

    def _with_a_broker(self, kafka: Cluster, end: Callable[[int], None]) -> None:
        # Two of three must be there: what is acknowledged by two is what is promised.
        kafka.wait()
        number = self.chance.choice(kafka.places).number
        end(number)
        time.sleep(1)
        kafka.begin(number)

    def _stop_broker(self, kafka: Cluster) -> None:
        kafka.wait()
        self._stop_process(self.chance.choice(list(kafka.running.values())).pid)

    def _kill_postgres(self) -> None:
        postmaster = int((self.server.folder / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGKILL)
        if self.server.process is not None:
            self.server.process.wait()
        self.server.start()
