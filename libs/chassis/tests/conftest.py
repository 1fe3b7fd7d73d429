"""A made-up service on a database of the test's own."""

from collections.abc import AsyncIterator

import pytest_asyncio

from chassis.testing.counting import Counting, counting_on
from chassis.testing.postgres import NewDatabase


@pytest_asyncio.fixture
async def counting(new_database: NewDatabase, postgres_url: str) -> AsyncIterator[Counting]:
    """A service with one table, no counters and no events yet."""
    async with counting_on(await new_database("chassis"), postgres_url) as service:
        yield service
