"""Training answering."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from chassis.testing.databases import Database
from chassis.testing.serving import Serving, serving
from training.app import SERVICE


@pytest_asyncio.fixture
async def graph(database: Database, tmp_path: Path) -> AsyncIterator[Serving]:
    """The subgraph."""
    async with serving(SERVICE, database, tmp_path) as opened:
        yield opened
