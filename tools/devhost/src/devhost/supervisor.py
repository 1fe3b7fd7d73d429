"""Keeps programs running until told to stop, and leaves none behind."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from chassis.testing import tether
from devhost.folder import DataFolder
from devhost.layout import Program
from devhost.refusals import CannotStart
from devhost.running import Running, is_ready

READY_SECONDS = 180
GRACE_SECONDS = 12
STUMBLES_ALLOWED = 3
A_WHILE = 30.0
LOOK_EVERY = 0.2


@dataclass(slots=True)
class Child:
    """A program, its process, and when it last had to be started again."""

    program: Program
    process: subprocess.Popen[bytes]
    stumbles: list[float] = field(default_factory=list)
    stopped: bool = False


@dataclass(slots=True)
class Supervisor:
    """Starts programs in their order, watches them, and stops them in the opposite one."""

    folder: DataFolder
    environment: Mapping[str, str]
    children: list[Child] = field(default_factory=list)
    patience: float = READY_SECONDS

    def start(self, programs: Sequence[Program]) -> None:
        """Start all, then wait until each that has a port answers there."""
        self.children += [Child(program, self._spawn(program)) for program in programs]
        self._tell_who_runs()
        for child in self.children:
            self._wait_until_ready(child)

    def watch(self) -> None:
        """Start again what ends by itself; returns only by KeyboardInterrupt or CannotStart."""
        while True:
            self.look()
            time.sleep(LOOK_EVERY)

    def look(self) -> None:
        """One look at every program. Raises CannotStart for one that keeps ending."""
        for child in self.children:
            if not child.stopped and child.process.poll() is not None:
                self._pick_up(child)

    def stop(self) -> None:
        """Ask all to end, the last first, and insist with those that do not."""
        for child in reversed(self.children):
            if child.process.poll() is None:
                child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
        self.children.clear()
        self.folder.state.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _spawn(self, program: Program) -> subprocess.Popen[bytes]:
        with self.folder.log(program.name).open("ab") as log:
            environment = {**os.environ, **self.environment, **program.environment}
            return tether.start(program.command, output=log, environment=environment)

    def _pick_up(self, child: Child) -> None:
        if child.process.returncode in (0, -signal.SIGTERM):
            # Somebody asked it to end, as `make stop` does.
            child.stopped = True
            print(f"{child.program.name} was stopped.", flush=True)
            return
        now = time.monotonic()
        child.stumbles = [when for when in child.stumbles if now - when < A_WHILE] + [now]
        if len(child.stumbles) > STUMBLES_ALLOWED:
            raise CannotStart(self._last_words(child))
        print(
            f"{child.program.name} ended by itself ({child.process.returncode}); starting it again.",
            flush=True,
        )
        child.process = self._spawn(child.program)
        self._tell_who_runs()

    def _wait_until_ready(self, child: Child) -> None:
        deadline = time.monotonic() + self.patience
        port = child.program.ready_port
        while port is not None and not is_ready(port):
            if child.process.poll() is not None:
                raise CannotStart(self._last_words(child))
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"{child.program.name} does not answer after {self.patience} s. Is the machine very busy? "
                    f"Start again when it is not; what it said is in {self.folder.log(child.program.name)}."
                )
            time.sleep(LOOK_EVERY / 4)

    def _last_words(self, child: Child) -> str:
        log = self.folder.log(child.program.name)
        said = log.read_text(errors="replace").strip().splitlines()[-8:]
        code = child.process.returncode
        return "\n".join([f"{child.program.name} ended ({code}); the end of {log}:", *said])

    def _tell_who_runs(self) -> None:
        pids = {child.program.name: child.process.pid for child in self.children}
        Running(self.environment, pids).write(self.folder)
