"""Writes requirements.lock: every dependency of every member with its hashes, and no member itself."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from repo.members import PROJECTS, ROOT

GROUPS = ("dev", "build")


def main() -> None:
    """Resolve and write the lock; versions already locked stay unless `--upgrade` is given."""
    subprocess.run([*command(), *sys.argv[1:]], cwd=ROOT, check=True)


def command() -> list[str]:
    """Return the one `uv pip compile` call that makes the lock."""
    return [
        str(Path(sys.executable).with_name("uv")),
        *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"),
        *("--custom-compile-command", "make lock", "--output-file", "requirements.lock"),
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
