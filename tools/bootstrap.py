"""Makes `.venv` in this checkout and installs what the repository locks; needs only Python and a network."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
LOCK = ROOT / "requirements.lock"
STAMPS = VENV / "bilim-stamps"
PLANNER = ROOT / "gateway" / "planner"
OLDEST = (3, 11)
NO_PACKAGES = (
    "The packages of requirements.lock could not be installed; the lines above say why. "
    "This needs a network and a package index (`pip config list` shows which one is asked): mend that and repeat."
)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")


class CannotContinue(Exception):
    """Something only the person at the keyboard can mend; the text says what and how."""


def main() -> None:
    """Bring `.venv` level with the checkout; a second run finds nothing to do."""
    try:
        use_a_python_that_is_new_enough()
        make_environment()
        once("lock", [LOCK], "Installing what requirements.lock lists", install_locked)
        once("members", member_projects(), "Installing our own packages", install_members)
        once("planner", planner_sources(), "Building the query planner (about 75 s, once)", install_planner)
    except CannotContinue as reason:
        sys.exit(f"\n{reason}")


def use_a_python_that_is_new_enough() -> None:
    if sys.version_info >= OLDEST:
        return
    for name in NEWER_PYTHONS:
        found = shutil.which(name)
        # A version manager's shim may stand for a Python that is not there: ask it.
        if found and subprocess.run([found, "-V"], capture_output=True, check=False).returncode == 0:
            os.execv(found, [found, *sys.argv])  # noqa: S606 - this script again, by a newer Python.
    raise CannotContinue(
        f"Python {sys.version.split()[0]} is too old: install Python 3.11 or newer, "
        "then run `make PYTHON=/path/to/python3.11 …`."
    )


def make_environment() -> None:
    if PYTHON.exists() and UV.exists():
        return
    if not os.access(ROOT, os.W_OK):
        raise CannotContinue(f"{ROOT} is not writable: get write permission, or clone it elsewhere.")
    with step("Making .venv"):
        if not PYTHON.exists():
            run(sys.executable, "-m", "venv", str(VENV), otherwise=no_venv_module())
        run(str(PYTHON), "-m", "ensurepip", otherwise=no_venv_module())
        install_uv()


def install_uv() -> None:
    # uv is pinned where everything is pinned: its own paragraph of the lock, with its hashes.
    only_uv = VENV / "uv.lock.txt"
    only_uv.write_text(lock_entry("uv"))
    words = ["--quiet", "--no-deps", "--require-hashes", "-r", str(only_uv)]
    run(str(PYTHON), "-m", "pip", "install", *words, otherwise=NO_PACKAGES)


def lock_entry(name: str) -> str:
    found = re.search(rf"^{re.escape(name)}==.*?(?=^\S)", LOCK.read_text(), re.MULTILINE | re.DOTALL)
    if found is None:
        raise CannotContinue(f"requirements.lock does not name {name}: take it from git again.")
    return found.group()


def install_locked() -> None:
    run(str(UV), "pip", "install", *target(), "--require-hashes", "-r", str(LOCK), otherwise=NO_PACKAGES)


def install_members() -> None:
    folders = [path.parent for path in member_projects() if path.parent != PLANNER]
    run(str(UV), "pip", "install", *target(), *without_fetching(), *editable(folders))


def install_planner() -> None:
    if shutil.which("cargo") is None:
        tell("  no Rust toolchain found; one is fetched into the user's cache")
    if not any(shutil.which(name) for name in ("cc", "gcc", "clang")):
        raise CannotContinue(
            "The query planner is linked by a C compiler and none was found: install one "
            "(Debian, Ubuntu: `apt-get install gcc libc6-dev`; Fedora: `dnf install gcc`) and repeat."
        )
    run(str(UV), "pip", "install", *target(), *without_fetching(), *editable([PLANNER]))


def target() -> list[str]:
    return ["--quiet", "--python", str(PYTHON)]


def without_fetching() -> list[str]:
    return ["--no-index", "--no-deps", "--no-build-isolation"]


def editable(folders: Iterable[Path]) -> Iterator[str]:
    for folder in folders:
        yield from ("-e", str(folder))


def member_projects() -> list[Path]:
    patterns = ("libs/*", "services/*", "gateway", "gateway/planner", "tools/*")
    return sorted(path for pattern in patterns for path in ROOT.glob(f"{pattern}/pyproject.toml"))


def planner_sources() -> list[Path]:
    named = [PLANNER / "pyproject.toml", PLANNER / "Cargo.toml", PLANNER / "Cargo.lock"]
    return [path for path in named if path.exists()] + sorted((PLANNER / "src").rglob("*.rs"))


def once(name: str, inputs: list[Path], title: str, install: Callable[[], None]) -> None:
    """Run `install` unless the same inputs were installed before."""
    stamp, now = STAMPS / name, digest(inputs)
    if stamp.exists() and stamp.read_text() == now:
        return
    with step(title):
        install()
    STAMPS.mkdir(exist_ok=True)
    stamp.write_text(now)


def digest(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.relative_to(ROOT)}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


@contextmanager
def step(title: str) -> Iterator[None]:
    tell(f"{title} …")
    started = time.monotonic()
    yield
    tell(f"  done in {time.monotonic() - started:.1f} s")


def tell(line: str) -> None:
    # Standard output belongs to the command that runs next: `make token` prints a token and nothing else.
    print(line, file=sys.stderr, flush=True)


def run(*command: str, otherwise: str = "") -> None:
    environment = {**os.environ, "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        raise CannotContinue(otherwise or f"`{' '.join(command[:4])} …` failed; the lines above say why.")


def no_venv_module() -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return (
        f"This Python ({sys.executable}) cannot make virtual environments: install its venv module "
        f"(Debian, Ubuntu: `apt-get install python{version}-venv`) and repeat."
    )


if __name__ == "__main__":
    main()
