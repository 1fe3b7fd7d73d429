"""A channel of the contracts, as much of it as topics are made from."""

from typing import Protocol


class Topic(Protocol):
    """A topic of events, and the compacted one of their states beside it, if there is one."""

    @property
    def topic(self) -> str: ...
    @property
    def partitions(self) -> int: ...
    @property
    def retention_days(self) -> int: ...
    @property
    def states(self) -> str | None: ...
