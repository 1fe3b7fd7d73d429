"""When a delivery is tried again, when it is given up, and when an endpoint is left alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

RETRIES = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long after the failure before it each attempt is made, as Standard Webhooks advises."""

PATIENCE = timedelta(days=5)
_JITTER = 0.2
_LONGEST_WAIT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long after the failure before it each attempt is made, and how long a receiver may take nothing."""

    retries: Sequence[timedelta] = RETRIES
    patience: timedelta = PATIENCE


STANDARD = Schedule()
"""What receivers are promised; only who has no five days, as a test, has another."""

Chance = Callable[[], float]
"""A number from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt: the receiver's status, or why there was none."""

    status: int | None
    retry_after: str | None = None
    error: str | None = None

    @property
    def delivered(self) -> bool:
        """Whether the receiver took it: only 2xx says so, a redirect does not."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """Whether the receiver wants nothing any more."""
        return self.status == 410

    def __str__(self) -> str:
        return self.error or f"HTTP {self.status}"


def next_attempt(
    outcome: Outcome, *, attempts: int, now: datetime, chance: Chance, schedule: Schedule = STANDARD
) -> datetime | None:
    """When to try again after `attempts` attempts have failed; None when it is given up.

    The receiver's `Retry-After` can only make it later. Jitter keeps all that failed in one minute from coming back
    in one minute.
    """
    if attempts >= len(schedule.retries):
        return None
    delay = schedule.retries[attempts] * (1 + _JITTER * chance())
    return now + max(delay, min(_asked_for(outcome.retry_after, now), _LONGEST_WAIT))


def has_lost_patience(
    failing_since: datetime | None, *, now: datetime, schedule: Schedule = STANDARD
) -> bool:
    """Whether an endpoint has taken nothing for as long as it may: five days."""
    return failing_since is not None and now - failing_since >= schedule.patience


def _asked_for(retry_after: str | None, now: datetime) -> timedelta:
    """What a `Retry-After` asks for: seconds or a date; anything else asks for nothing."""
    if retry_after is None:
        return timedelta(0)
    if retry_after.isascii() and retry_after.isdecimal() and len(retry_after) < 10:
        return timedelta(seconds=int(retry_after))
    try:
        return parsedate_to_datetime(retry_after) - now
    except (ValueError, TypeError):
        return timedelta(0)
