"""Pytest plugin: one real server a session, and a migrated database of a service for each test that asks."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from chassis.testing.databases import Database, administrator, create_database, prepare_roles
from chassis.testing.embedded import FAST_AND_FORGETFUL, EmbeddedServer

NewDatabase = Callable[[str], Awaitable[Database]]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A server of this session's own, over a folder that goes with it."""
    with (
        tempfile.TemporaryDirectory(prefix="bilim-pg-") as folder,
        EmbeddedServer(Path(folder) / "pg", FAST_AND_FORGETFUL) as server,
    ):
        yield server.url


@dataclass(slots=True)
class Templates:
    """One migrated database a service, copied for each test: a copy costs a tenth of the migrations."""

    server_url: str
    made: dict[str, Database] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def copy(self, service: str) -> Database:
        """A fresh database of `service` with all its migrations run."""
        async with self.lock:
            template = self.made.get(service) or await self._migrated(service)
        return await self._create(service, f"{service}_{next(self.numbers)}", template.name)

    async def drop(self, database: Database) -> None:
        """Remove a copy, whoever is still connected."""
        async with administrator(self.server_url) as connection:
            await connection.execute(f'drop database if exists "{database.name}" with (force)')

    async def _migrated(self, service: str) -> Database:
        # Only a service's tests pay for Alembic.
        from chassis.database import migrate

        async with administrator(self.server_url) as connection:
            await prepare_roles(connection, service, password=None)
        self.made[service] = await self._create(service, f"{service}_template", "template0")
        await migrate(service, self.made[service].owner_url)
        return self.made[service]

    async def _create(self, service: str, name: str, template: str) -> Database:
        roles = {"owner": f"{service}_owner", "app": f"{service}_app"}
        async with administrator(self.server_url) as connection:
            await create_database(connection, name, template=template, **roles)
        return Database.on(self.server_url, service, name=name)


@pytest.fixture(scope="session")
def templates(postgres_url: str) -> Templates:
    """The session's migrated databases, made when first asked for."""
    return Templates(postgres_url)


@pytest_asyncio.fixture
async def new_database(templates: Templates) -> AsyncIterator[NewDatabase]:
    """Call it with a service's name for a database of its own; dropped after the test."""
    copies: list[Database] = []

    async def new(service: str) -> Database:
        copies.append(await templates.copy(service))
        return copies[-1]

    yield new
    for database in copies:
        await templates.drop(database)
