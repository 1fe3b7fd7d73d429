"""Inventory answering."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from chassis.testing.databases import Database
from chassis.testing.postgres import NewDatabase
from chassis.testing.serving import Serving, serving
from chassis.testing.surroundings import Surroundings, surroundings
from contracts.catalogue import published_by
from full.testing import WithIntegrators, cluster_with_integrators
from inventory.app import SERVICE
from inventory.messaging.published import message_of
from inventory.persistence.unit_of_work import SqlInventoryUnit


@pytest_asyncio.fixture
async def database(new_database: NewDatabase) -> Database:
    """One database for what is written and what is read."""
    return await new_database("inventory")


@pytest_asyncio.fixture
async def inventory(database: Database) -> AsyncIterator[Surroundings[SqlInventoryUnit]]:
    """The unit of work on the same database."""
    async with surroundings(database, SqlInventoryUnit, message_of, published_by("inventory")) as opened:
        yield opened


@pytest_asyncio.fixture
async def graph(database: Database, tmp_path: Path) -> AsyncIterator[Serving]:
    """The subgraph."""
    async with serving(SERVICE, database, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def with_integrators(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WithIntegrators]:
    """A broker, and the tokens that it believes."""
    with cluster_with_integrators(tmp_path_factory.mktemp("kafka")) as running:
        yield running
