"""What the architecture tests look at: the tracked files and the members of the workspace."""

import subprocess
from functools import cache
from pathlib import Path

import pytest

from repo.members import ROOT, SERVICES, Member


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that git keeps or is about to keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return tuple(ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if (ROOT / name).is_file())


@pytest.fixture(scope="session")
def tree() -> tuple[Path, ...]:
    """All files of the repository."""
    return tracked_files()


@pytest.fixture(scope="session")
def sources() -> tuple[Path, ...]:
    """All Python that we wrote and ship: no tests, nothing generated."""
    return tuple(
        path
        for path in tracked_files()
        if path.suffix == ".py" and "tests" not in path.parts and not is_generated(path)
    )


def is_generated(path: Path) -> bool:
    """A generated file says so in its first lines."""
    return path.stem.endswith("_pb2") or path.read_text(encoding="utf-8").startswith("# Generated")


@pytest.fixture(params=SERVICES, ids=lambda member: member.package)
def service(request: pytest.FixtureRequest) -> Member:
    """Each service in turn."""
    member: Member = request.param
    return member
