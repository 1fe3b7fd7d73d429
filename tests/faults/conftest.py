"""The fault test's own server, and its modules, which its processes import too."""

import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from chassis.testing.postgres import Templates
from full.testing import cluster_or_skip

sys.path.insert(0, str(Path(__file__).parent))

from nemesis import Forks
from proxy import Tcp, Wire, free_ports
from raw_topic import make_topics
from run import Brokers, Place, server_in, two_databases, wire_to


@pytest.fixture(scope="session")
def place() -> Iterator[Place]:
    with (
        closing(Forks()) as forks,
        tempfile.TemporaryDirectory(prefix="bilim-faults-") as folder,
        server_in(Path(folder)) as server,
        closing(wire_to(server)) as wire,
    ):
        yield Place(server, forks, wire)


@pytest.fixture(scope="session")
def fault_templates(place: Place) -> Templates:
    return Templates(place.server.url)


@pytest_asyncio.fixture
async def urls(fault_templates: Templates) -> AsyncIterator[tuple[str, str]]:
    async with two_databases(fault_templates) as made:
        yield made


@pytest.fixture(scope="module")
def three_brokers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brokers]:
    """A real cluster of three, every event on three disks, and a wire between it and the parts."""
    ports = free_ports(6)
    wires = list(zip(ports[:3], ports[3:], strict=True))
    with (
        cluster_or_skip(tmp_path_factory.mktemp("brokers"), nodes=3, wires=wires) as running,
        closing(Wire(*((Tcp(seen), Tcp(real)) for real, seen in wires))) as wire,
    ):
        yield Brokers(running, wire)


@pytest_asyncio.fixture
async def kafka(three_brokers: Brokers) -> Brokers:
    """The cluster with empty topics."""
    await make_topics(three_brokers.cluster.bootstrap, replicas=3)
    return three_brokers
