"""Every store of ended sessions keeps the same promises."""

import time
from collections.abc import AsyncIterator

import pytest

from chassis.database.pool import open_pool
from chassis.identity.logout import MemoryStore, SessionStore
from chassis.identity.logout_store import TABLE, PostgresStore


@pytest.fixture(params=["memory", "postgres"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[SessionStore]:
    if request.param == "memory":
        yield MemoryStore()
        return
    pool = await open_pool(request.getfixturevalue("postgres_url"), application="sessions", size=1)
    await pool.execute(TABLE)
    await pool.execute("truncate ended_session")
    yield PostgresStore(pool)
    await pool.close()


async def test_a_session_is_kept_until_its_time(store: SessionStore) -> None:
    now = time.time()
    await store.add("amina", now + 60)

    assert list(await store.read(now)) == ["amina"]
    assert list(await store.read(now + 61)) == []


async def test_a_session_told_twice_is_kept_once_and_for_longer(store: SessionStore) -> None:
    now = time.time()
    await store.add("amina", now + 60)
    await store.add("amina", now + 120)

    assert list(await store.read(now + 61)) == ["amina"]
