"""When a delivery is tried again, and when an endpoint is left alone."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.events.webhooks.schedule import PATIENCE, RETRIES, Outcome, has_lost_patience, next_attempt

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
FAILED = Outcome(503)


def without_jitter() -> float:
    return 0.0


@pytest.mark.parametrize(
    ("attempts", "wait"),
    list(
        enumerate(
            [
                "0:00:05",
                "0:05:00",
                "0:30:00",
                "2:00:00",
                "5:00:00",
                "10:00:00",
                "14:00:00",
                "20:00:00",
                "1 day, 0:00:00",
            ],
            start=1,
        )
    ),
)
def test_each_failure_waits_longer_than_the_one_before(attempts: int, wait: str) -> None:
    again = next_attempt(FAILED, attempts=attempts, now=NOW, chance=without_jitter)

    assert again is not None
    assert str(again - NOW) == wait


def test_after_the_tenth_attempt_a_delivery_is_given_up() -> None:
    assert next_attempt(FAILED, attempts=10, now=NOW, chance=without_jitter) is None


@given(st.integers(1, 9), st.floats(0, 1))
def test_jitter_makes_an_attempt_at_most_a_fifth_later_and_never_earlier(
    attempts: int, chance: float
) -> None:
    again = next_attempt(FAILED, attempts=attempts, now=NOW, chance=lambda: chance)

    assert again is not None
    assert RETRIES[attempts] <= again - NOW <= RETRIES[attempts] * 1.2


def test_a_receiver_may_ask_for_more_time_in_seconds() -> None:
    busy = Outcome(429, retry_after="3600")

    assert next_attempt(busy, attempts=1, now=NOW, chance=without_jitter) == NOW + timedelta(hours=1)


def test_a_receiver_may_name_the_hour() -> None:
    busy = Outcome(503, retry_after=format_datetime(NOW + timedelta(hours=2), usegmt=True))

    assert next_attempt(busy, attempts=1, now=NOW, chance=without_jitter) == NOW + timedelta(hours=2)


@pytest.mark.parametrize("nonsense", ["soon", "-5", "", "9" * 4000, "1.5", "Sun, 99 Nov 2026 00:00:00 GMT"])
def test_nonsense_in_retry_after_asks_for_nothing(nonsense: str) -> None:
    again = next_attempt(Outcome(503, retry_after=nonsense), attempts=1, now=NOW, chance=without_jitter)

    assert again == NOW + timedelta(seconds=5)


def test_nobody_can_put_us_off_for_more_than_a_day() -> None:
    again = next_attempt(Outcome(429, retry_after="99999999"), attempts=1, now=NOW, chance=without_jitter)

    assert again == NOW + timedelta(days=1)


def test_patience_ends_after_five_days_without_one_success() -> None:
    assert not has_lost_patience(None, now=NOW)
    assert not has_lost_patience(NOW - PATIENCE + timedelta(seconds=1), now=NOW)
    assert has_lost_patience(NOW - PATIENCE, now=NOW)


@pytest.mark.parametrize(
    ("status", "delivered"),
    [(200, True), (204, True), (301, False), (308, False), (404, False), (500, False)],
)
def test_only_a_2xx_is_a_delivery(status: int, delivered: bool) -> None:
    assert Outcome(status).delivered is delivered
