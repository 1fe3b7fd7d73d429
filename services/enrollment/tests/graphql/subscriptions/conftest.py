"""Grade 1 of a district whose events flow, and screens that follow it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path

import pytest
import pytest_asyncio

from chassis.events import Sequencer, ringing
from chassis.testing.databases import Database
from chassis.testing.streams import Subscriber, subscribed
from enrollment.testing.stories import Story, story

Follow = Callable[..., AbstractAsyncContextManager[Subscriber]]

POSITION = """
subscription($id: ID!, $after: EventCursor) { positionChanged(applicationId: $id, after: $after) {
    cursor choices { rank position before causes { kind rule own amount } } } }
"""


@pytest_asyncio.fixture
async def told(database: Database, tmp_path: Path) -> AsyncIterator[Story]:
    """A wave that is open, and a sequencer."""
    async with (
        story(database, tmp_path, "ru-grade1") as opened,
        ringing(database.app_url, application="tests") as bells,
    ):
        sequencer = asyncio.create_task(Sequencer(database.app_url, bells, application="tests").run())
        yield opened
        sequencer.cancel()
        with suppress(asyncio.CancelledError):
            await sequencer


@pytest.fixture
def follow(told: Story) -> Follow:
    """`follow(who, application)`: a screen, for as long as the block lasts."""

    def screen(
        who: str | None, application: object, *, after: str | None = None, query: str = POSITION
    ) -> AbstractAsyncContextManager[Subscriber]:
        token = told.token(who) if who else None
        return subscribed(told.graph.app, query, {"id": str(application), "after": after}, token=token)

    return screen
