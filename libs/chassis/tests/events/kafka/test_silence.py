"""One connection that nobody answers on makes a client doubt the others, and not those that it hears of."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiokafka.client import ConnectionGroup
from aiokafka.conn import CloseReason

from chassis.events.kafka import Brokers

pytestmark = pytest.mark.kafka


@pytest_asyncio.fixture
async def reader(brokers: Brokers) -> AsyncIterator[Any]:
    """A client with two connections to a real broker."""
    started = brokers.reader()
    await started.start()
    node = started._client.get_random_node()
    for group in (ConnectionGroup.DEFAULT, ConnectionGroup.COORDINATION):
        await started._client.ready(node, group=group)
    yield started
    await started.stop()


async def test_what_was_silent_as_long_is_given_up_too_and_made_anew(reader: Any) -> None:
    first, second = reader._client._conns.values()
    second._last_action -= 5

    first.close(reason=CloseReason.CONNECTION_TIMEOUT)
    was_given_up = not second.connected()

    await reader.topics()
    assert was_given_up


async def test_who_was_heard_of_just_now_is_not_suspected(reader: Any) -> None:
    first, second = reader._client._conns.values()

    first.close(reason=CloseReason.CONNECTION_TIMEOUT)

    assert second.connected()


async def test_who_said_goodbye_makes_nobody_doubt(reader: Any) -> None:
    first, second = reader._client._conns.values()
    second._last_action -= 5

    first.close(reason=CloseReason.IDLE_DROP)

    assert second.connected()
