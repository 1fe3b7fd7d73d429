"""Named points between the steps of what must lose nothing, so that a fault test can end a process exactly there."""

from collections.abc import Awaitable, Callable

Checkpoint = Callable[[str], Awaitable[None]]
"""Called by name between the steps."""


async def passing(_: str) -> None:
    """The checkpoint of every day: nothing happens."""
