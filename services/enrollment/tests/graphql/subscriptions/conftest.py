"""Grade 1 of a district whose events flow, and screens that follow it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from chassis.events import Sequencer, ringing
from chassis.testing.databases import Database
from chassis.testing.postgres import Templates
from chassis.testing.streams import Subscriber, subscribed
from enrollment.testing.stories import Story, story

Follow = Callable[..., AbstractAsyncContextManager[Subscriber]]

POSITION = """
subscription($id: ID!, $after: EventCursor) { positionChanged(applicationId: $id, after: $after) {
    cursor choices { rank position before causes { kind rule own amount } } } }
"""


@asynccontextmanager
async def flowing(database: Database, folder: Path) -> AsyncIterator[Story]:
    """A wave that is open, and a sequencer."""
    async with (
        story(database, folder, "ru-grade1") as opened,
        ringing(database.app_url, application="tests") as bells,
    ):
        sequencer = asyncio.create_task(Sequencer(database.app_url, bells, application="tests").run())
        yield opened
        sequencer.cancel()
        with suppress(asyncio.CancelledError):
            await sequencer


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def told(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Story]:
    """One district for all tests of a file: each has its own programmes and families."""
    database = await templates.copy("enrollment")
    async with flowing(database, tmp_path_factory.mktemp("issuer")) as opened:
        yield opened
    await templates.drop(database)


@pytest.fixture
def follow(told: Story) -> Follow:
    """`follow(who, application)`: a screen, for as long as the block lasts."""
    return partial(screen_of, told)


def screen_of(
    told: Story,
    who: str | None,
    application: object,
    *,
    after: str | None = None,
    query: str = POSITION,
    token: str | None = None,
) -> AbstractAsyncContextManager[Subscriber]:
    """A screen of somebody, or of the holder of a token."""
    shown = token or (told.token(who) if who else None)
    return subscribed(told.graph.app, query, {"id": str(application), "after": after}, token=shown)
