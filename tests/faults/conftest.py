"""The fault test's own server, and its modules, which its processes import too."""

import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio
from chassis.testing.postgres import Templates

sys.path.insert(0, str(Path(__file__).parent))

from nemesis import Forks
from run import Place, server_in, two_databases


@pytest.fixture(scope="session")
def place() -> Iterator[Place]:
    with (
        closing(Forks()) as forks,
        tempfile.TemporaryDirectory(prefix="bilim-faults-") as folder,
        server_in(Path(folder)) as server,
    ):
        yield Place(server, forks)


@pytest.fixture(scope="session")
def fault_templates(place: Place) -> Templates:
    return Templates(place.server.url)


@pytest_asyncio.fixture
async def urls(fault_templates: Templates) -> AsyncIterator[tuple[str, str]]:
    async with two_databases(fault_templates) as made:
        yield made
