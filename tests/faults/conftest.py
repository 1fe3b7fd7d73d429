"""The fault test's own server, and its modules, which its processes import too."""

import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from chassis.testing.postgres import Templates
from full.kafka import Cluster
from full.testing import cluster_or_skip

sys.path.insert(0, str(Path(__file__).parent))

from nemesis import Forks
from raw_topic import make_topic
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


@pytest.fixture(scope="module")
def three_brokers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A real cluster of three, every event on three disks."""
    with cluster_or_skip(tmp_path_factory.mktemp("brokers"), nodes=3) as running:
        yield running


@pytest_asyncio.fixture
async def kafka(three_brokers: Cluster) -> Cluster:
    """The cluster with an empty topic."""
    await make_topic(three_brokers.bootstrap, replicas=3)
    return three_brokers
