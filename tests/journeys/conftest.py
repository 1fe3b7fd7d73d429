"""The whole platform as people start it, in both layouts, over one data folder that is loaded once."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devhost.testing import Platform, running_platform


@pytest.fixture(scope="session")
def data() -> Iterator[Path]:
    """The data folder of both layouts: what one loads the other finds."""
    # Not below pytest's own folder: another pytest that starts closes that to the user PostgreSQL runs as.
    with tempfile.TemporaryDirectory(prefix="bilim-platform-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session", params=["up", "up-split"])
def platform(request: pytest.FixtureRequest, data: Path) -> Iterator[Platform]:
    """The platform, started as `make up` and `make up-split` start it, and stopped as Ctrl-C stops it."""
    with running_platform(request.param, data) as running:
        yield running


@pytest.fixture
def within() -> Callable[[float, Callable[[], bool]], float]:
    """Waits until something is so, for a number of seconds at most; gives how long it took."""

    def wait(seconds: float, condition: Callable[[], bool]) -> float:
        started = time.monotonic()
        while not condition():
            assert time.monotonic() - started < seconds, f"not so after {seconds} s"
            time.sleep(0.02)
        return time.monotonic() - started

    return wait
