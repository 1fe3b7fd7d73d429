"""Starts the parts as processes, and harms them by a seed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from setting import Setting

from chassis.testing.embedded import EmbeddedServer
from full.kafka import Cluster

_RESTART_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Fault:
    """What was done, and when."""

    kind: str
    at: datetime


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
            os.kill(process, signal.SIGKILL)
        while any(Path(f"/proc/{process}").exists() for process in doomed):
            time.sleep(0.01)
        return len(doomed)

    def close(self) -> None:
        """Nothing is left."""
        for name in list(self.running):
            self.kill_all_of(name)


@dataclass(slots=True)
class Nemesis:
    """Does harm of every kind in turn, in an order and for times that its seed decides."""

    parts: Parts
    server: EmbeddedServer
    chance: random.Random
    longest_sleep: float
    kafka: Cluster | None = None
    done: list[Fault] = field(default_factory=list)

    def harm_once_each(self, *, until: float) -> None:
        """Every kind once, in a new order, unless the time is over."""
        for kind, harm in self.chance.sample(self._kinds(), k=len(self._kinds())):
            if time.monotonic() < until:
                self.done.append(Fault(kind, datetime.now(UTC)))
                harm()
                time.sleep(self.chance.uniform(0.3, 1.0))

    def _kinds(self) -> list[tuple[str, Callable[[], None]]]:
        parts = [name for name in dict.fromkeys(self.parts.names) if name != "writer"]
        kills = [(f"kill {name}", self._kill(name)) for name in (*parts, "writer")]
        sleeps = [(f"stop {name}", self._sleep(name)) for name in parts]
        brokers = [("kill broker", self._kill_broker)] if self.kafka else []
        return [*kills, *sleeps, *brokers, ("kill postgres", self._kill_postgres)]

    def _kill(self, name: str) -> Callable[[], None]:
        def kill() -> None:
            count = self.parts.kill_all_of(name)
            time.sleep(_RESTART_SECONDS)
            for _ in range(count):
                self.parts.start(name)

        return kill

    def _sleep(self, name: str) -> Callable[[], None]:
        def sleep() -> None:
            process = self.parts.running[name][0]
            os.kill(process, signal.SIGSTOP)
            time.sleep(self.chance.uniform(1, self.longest_sleep))
            os.kill(process, signal.SIGCONT)

        return sleep

    def _kill_broker(self) -> None:
        if self.kafka is None:
            raise AssertionError("only with Kafka")
        # Two of three must be there: what is acknowledged by two is what is promised.
        self.kafka.wait()
        number = self.chance.choice(self.kafka.places).number
        self.kafka.kill(number)
        time.sleep(1)
        self.kafka.begin(number)

    def _kill_postgres(self) -> None:
        postmaster = int((self.server.folder / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGKILL)
        if self.server.process is not None:
            self.server.process.wait()
        self.server.start()
