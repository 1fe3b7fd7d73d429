"""Every store of ended sessions keeps the same promises."""

import time
from collections.abc import AsyncIterator

import asyncpg
import pytest

from chassis.identity.logout_store import PostgresStore
from chassis.identity.sessions import MemoryStore, SessionStore, StoreUnavailable


@pytest.fixture(params=["memory", "postgres"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[SessionStore]:
    if request.param == "memory":
        yield MemoryStore()
        return
    url = request.getfixturevalue("postgres_url")
    connection = await asyncpg.connect(url)
    await connection.execute("drop table if exists ended_session")
    await connection.close()
    opened = PostgresStore(url)
    yield opened
    await opened.close()


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


async def test_what_one_replica_keeps_another_reads(postgres_url: str) -> None:
    now = time.time()
    one, other = PostgresStore(postgres_url), PostgresStore(postgres_url)

    await one.add("timur", now + 60)
    found = list(await other.read(now))

    assert "timur" in found
    await one.close()
    await other.close()


async def test_a_database_that_is_away_is_said_to_be() -> None:
    store = PostgresStore("postgresql://nobody@127.0.0.1:1/nowhere")

    with pytest.raises(StoreUnavailable):
        await store.read(time.time())
