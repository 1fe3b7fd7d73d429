"""Writes requirements.lock: every dependency of every member with its hashes, and no member itself."""

import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from repo.members import PROJECTS, ROOT

GROUPS = ("dev", "build")
LOCK = ROOT / "requirements.lock"


def main() -> None:
    """Resolve and write the lock; versions already locked stay unless `--upgrade` is given. `--check` only looks."""
    if sys.argv[1:] == ["--check"]:
        sys.exit(None if is_fresh() else "stale: requirements.lock: run `make lock`")
    subprocess.run([*command(LOCK), *sys.argv[1:]], cwd=ROOT, check=True)


def is_fresh() -> bool:
    """Whether resolving again, beginning with what is locked, would change nothing."""
    with tempfile.TemporaryDirectory() as folder:
        again = Path(shutil.copy(LOCK, folder))
        subprocess.run(command(again), cwd=ROOT, check=True)
        return again.read_text() == LOCK.read_text()


def command(output: Path) -> list[str]:
    """Return the one `uv pip compile` call that makes the lock."""
    return [
        str(Path(sys.executable).with_name("uv")),
        *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"),
        *("--custom-compile-command", "make lock", "--output-file", str(output)),
        *without_ours(),
        *(word for group in GROUPS for word in ("--group", f"pyproject.toml:{group}")),
        *(str(path.relative_to(ROOT)) for path in PROJECTS),
    ]


def without_ours() -> Iterator[str]:
    """Keep our own distributions out of the lock: they are installed from their folders."""
    for path in PROJECTS:
        yield from ("--no-emit-package", tomllib.loads(path.read_text())["project"]["name"])


if __name__ == "__main__":
    main()
