"""Says what this machine has and misses for running Bilim, and what to do about it; needs only Python."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
DISK_GB = 4
MEMORY_GB = 2
JAVA_OLDEST = 17


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what to do when it is not."""

    name: str
    well: bool
    seen: str
    remedy: str = ""
    needed: bool = True

    def __str__(self) -> str:
        mark = "ok     " if self.well else "MISSING" if self.needed else "without"
        line = f"  {mark}  {self.name:<13} {self.seen}"
        return line if self.well else f"{line}\n           → {self.remedy}"


def main() -> None:
    """Print the findings; exit with 1 when something that is needed is missing."""
    parser = argparse.ArgumentParser(prog="make doctor", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="where the gateway is to listen (8000)")
    parser.add_argument(
        "--data", type=Path, default=Path(".data"), help="where databases are to live (.data)"
    )
    options = parser.parse_args()
    findings = [*needed(options.port, options.data), *optional()]
    print("\n".join(map(str, findings)))
    missing = sum(1 for finding in findings if finding.needed and not finding.well)
    if missing:
        sys.exit(f"\n{missing} of what is needed is missing.")
    print("\nAll that `make up` and `make test` need is here.")


def needed(port: int, data: Path) -> Iterator[Finding]:
    """What `make up` cannot do without."""
    yield python()
    yield Finding(
        "venv",
        importlib.util.find_spec("ensurepip") is not None,
        "can make environments" if importlib.util.find_spec("ensurepip") else "no ensurepip",
        f"install python{sys.version_info.major}.{sys.version_info.minor}-venv",
    )
    yield compiler()
    yield disk(data)
    yield memory()
    yield free_port(port)


def optional() -> Iterator[Finding]:
    """What only some commands use."""
    yield tool(
        "cargo", ("cargo", "--version"), "one is fetched into the user's cache when the planner is built"
    )
    yield java()
    yield tool(
        "mvn", ("mvn", "--batch-mode", "--version"), "install Maven for `make up-full` and `make kafka`"
    )


def python() -> Finding:
    """The Python that runs this."""
    return Finding(
        "Python",
        sys.version_info >= OLDEST,
        sys.version.split()[0],
        "install Python 3.11 or newer, then `make PYTHON=/path/to/python3.11 …`",
    )


def compiler() -> Finding:
    """A C compiler links the planner."""
    found = next((path for name in ("cc", "gcc", "clang") if (path := shutil.which(name))), None)
    return Finding(
        "C compiler", found is not None, found or "none", "install gcc (`apt-get install gcc libc6-dev`)"
    )


def disk(data: Path) -> Finding:
    """Room for the environment, the planner's build and the databases."""
    place = next(folder for folder in (ROOT / data, *(ROOT / data).parents) if folder.exists())
    free = min(shutil.disk_usage(place).free, shutil.disk_usage(ROOT).free) / 1e9
    writable = os.access(place, os.W_OK) and os.access(ROOT, os.W_OK)
    seen = f"{free:.0f} GB free" if writable else f"{place} is not writable"
    remedy = f"{DISK_GB} GB and a folder that may be written are needed: make room, or choose DATA=…"
    return Finding("disk", writable and free >= DISK_GB, seen, remedy)


def memory() -> Finding:
    """Memory that can be had now."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    return Finding("memory", pages >= MEMORY_GB, f"{pages:.0f} GB", f"{MEMORY_GB} GB are needed")


def free_port(port: int) -> Finding:
    """Whether the gateway could listen."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            seen = f"{port}: {taken.strerror}"
            return Finding("port", False, seen, "stop what listens there, or `make up PORT=8100`")
    return Finding("port", True, f"{port} is free")


def java() -> Finding:
    """The Java of `make up-full`, new enough for Kafka and Keycloak."""
    found = tool("java", ("java", "-version"), f"install a JDK {JAVA_OLDEST} or newer for `make up-full`")
    version = next((part for part in found.seen.replace('"', " ").split() if part[0].isdigit()), "0")
    if found.well and int(version.split(".")[0]) < JAVA_OLDEST:
        return Finding("java", False, found.seen, f"Kafka and Keycloak need Java {JAVA_OLDEST}", needed=False)
    return found


def tool(name: str, ask: tuple[str, ...], remedy: str) -> Finding:
    """A program that is asked for its version."""
    answered = asked(ask) if shutil.which(ask[0]) else None
    return Finding(name, answered is not None, answered or "not found", remedy, needed=False)


def asked(command: tuple[str, ...]) -> str | None:
    """The first line that a program prints of itself, or nothing when it cannot run."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[0] if done.returncode == 0 and lines else None


if __name__ == "__main__":
    main()
