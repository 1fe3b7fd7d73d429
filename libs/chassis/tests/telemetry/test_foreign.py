"""Lines of libraries look as ours do, and a client's retries are told when they last."""

import logging
import sys

import orjson
import pytest

from chassis.settings import PlatformSettings
from chassis.telemetry.foreign import Structured, WhatLasts
from chassis.telemetry.logs import processors

AWAY = "Unable connect to node with id %s: %s"


def line(name: str = "aiokafka.client", said: str = AWAY, *, failed: bool = False) -> logging.LogRecord:
    exc_info = sys.exc_info() if failed else None
    return logging.LogRecord(name, logging.ERROR, __file__, 1, said, (1, "refused"), exc_info)


class Clock:
    """Stands still until it is set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_line_of_a_library_is_an_event_of_the_service() -> None:
    formatter = Structured(processors(PlatformSettings(log_format="json"), service="inventory"))

    told = orjson.loads(formatter.format(line()))

    assert (told["service"], told["logger"], told["level"]) == ("inventory", "aiokafka.client", "error")
    assert told["event"] == "Unable connect to node with id 1: refused"


def test_a_failure_of_a_library_is_told_without_its_words() -> None:
    formatter = Structured(processors(PlatformSettings(log_format="json"), service="inventory"))
    name = "Ami" + "na"
    try:
        raise ValueError(name)
    except ValueError:
        told = formatter.format(line(failed=True))

    assert "ValueError" in orjson.loads(told)["exception"]
    assert name not in told


@pytest.mark.parametrize(
    ("at", "written"),
    [
        ([0, 1, 5], []),
        ([0, 5, 10, 11, 12], [10]),
        ([0, 10, 40, 69, 70, 71], [10, 70]),
        ([0, 5, 60, 65, 71], [71]),
    ],
)
def test_what_a_client_tries_again_is_told_when_it_lasts(at: list[float], written: list[float]) -> None:
    clock = Clock()
    lasts = WhatLasts(clock)
    told = []

    for moment in at:
        clock.now = moment
        told += [moment] * lasts.filter(line())

    assert told == written


def test_what_others_say_and_what_fails_unexpectedly_is_always_told() -> None:
    lasts = WhatLasts(Clock())
    try:
        raise ValueError
    except ValueError:
        failed = line(failed=True)

    assert lasts.filter(line("uvicorn.error"))
    assert lasts.filter(failed)
