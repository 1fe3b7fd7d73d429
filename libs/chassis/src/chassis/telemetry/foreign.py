"""Lines of libraries, which log by the standard library: in the same form as ours, and no oftener than they help."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

_TRIES_AGAIN_BY_ITSELF = ("aiokafka.", "asyncpg.pool")
_LASTING_SECONDS = 10.0
_OVER_SECONDS = 30.0
_AGAIN_SECONDS = 60.0
_MOST_KINDS = 1000


class Structured(logging.Formatter):
    """Makes an event of a record, and has it written as ours are."""

    def __init__(self, processors: Sequence[Callable[..., Any]]) -> None:
        super().__init__()
        self._processors = processors

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        event: Any = {"logger": record.name, "event": record.getMessage(), "exc_info": record.exc_info}
        for process in self._processors:
            event = process(None, record.levelname.lower(), event)
        return str(event)


@dataclass(slots=True)
class _Kind:
    """A kind of line: since when it comes, when it came last, and when it was written last."""

    since: float
    last: float
    told: float | None = None


class WhatLasts(logging.Filter):
    """Lets a client's own retries pass when they have gone on for ten seconds, and then once a minute.

    A broker that is being elected is found again within a moment; one that stays away is worth a line, and not ten a
    second from each client.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._kinds: dict[tuple[str, str], _Kind] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it is written; what failed unexpectedly always is."""
        is_unexpected = record.exc_info and record.levelno >= logging.ERROR
        if not record.name.startswith(_TRIES_AGAIN_BY_ITSELF) or is_unexpected:
            return True
        now, kind = self._clock(), self._kind(record)
        if now - kind.last > _OVER_SECONDS:
            kind.since, kind.told = now, None
        kind.last = now
        is_new = kind.told is None or now - kind.told >= _AGAIN_SECONDS
        if now - kind.since < _LASTING_SECONDS or not is_new:
            return False
        kind.told = now
        return True

    def _kind(self, record: logging.LogRecord) -> _Kind:
        if len(self._kinds) > _MOST_KINDS:
            self._kinds.clear()
        now = self._clock()
        return self._kinds.setdefault((record.name, str(record.msg)), _Kind(now, now))
