"""What the opening costs: CPU of every program of the platform, of PostgreSQL and of the clients themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import psutil

from devhost.folder import DataFolder
from devhost.running import Running

DATABASE, CLIENTS = "PostgreSQL", "clients"


@dataclass(slots=True)
class Costs:
    """CPU seconds by program since this was made; a moment's share of one core is worth 1."""

    processes: Mapping[str, psutil.Process]
    before: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        self.before = self._used()

    def since(self) -> dict[str, float]:
        """What each has used, the dearest first; those that were next to idle are left out."""
        used = {name: seconds - self.before[name] for name, seconds in self._used().items()}
        return {
            name: used[name] for name in sorted(used, key=used.__getitem__, reverse=True) if used[name] > 0.1
        }

    def _used(self) -> dict[str, float]:
        return {name: _family(process) for name, process in self.processes.items()}


def costs_of(folder: DataFolder, running: Running) -> Costs:
    """Of the platform over a data folder, and of this process."""
    postmaster = int((folder.database / "postmaster.pid").read_text().splitlines()[0])
    programs = {**running.pids, DATABASE: postmaster}
    return Costs({name: psutil.Process(pid) for name, pid in programs.items()} | {CLIENTS: psutil.Process()})


def _family(process: psutil.Process) -> float:
    """A process, what it has waited for, and its children that live; the clients' children are the platform."""
    own = process.cpu_times()
    if process == psutil.Process():
        return own.user + own.system
    alive = [child.cpu_times() for child in process.children(recursive=True)]
    return sum(own[:4]) + sum(sum(times[:4]) for times in alive)
