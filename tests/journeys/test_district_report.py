"""A district looks at its 22 schools."""

import time
from typing import Any

from devhost.testing import Platform

REPORT = """
{ district(code: "sergokala") { name schools(first: 50) { totalCount nodes {
    name studentCount staffCount devices { desktops laptops tablets interactiveBoards withInternet }
    connectivity { downMbps } classes { grade letter studentCount } } } } }
"""


def report(platform: Platform) -> list[dict[str, Any]]:
    answer = platform.ask(platform.token("district"), REPORT)
    assert "errors" not in answer
    schools = answer["data"]["district"]["schools"]
    assert schools["totalCount"] == len(schools["nodes"])
    nodes: list[dict[str, Any]] = schools["nodes"]
    return nodes


def test_the_district_sees_the_printed_numbers(platform: Platform) -> None:
    schools = report(platform)

    def total(kind: str) -> int:
        return sum(school["devices"][kind] or 0 for school in schools)

    assert len(schools) == 22
    assert sum(school["studentCount"] for school in schools) >= 3_595
    assert sum(school["staffCount"] for school in schools) == 614
    assert {kind: total(kind) for kind in schools[0]["devices"]} == {
        "desktops": 236,
        "laptops": 242,
        "tablets": 4,
        "interactiveBoards": 26,
        "withInternet": 244,
    }


def test_what_was_not_reported_is_null_and_not_zero(platform: Platform) -> None:
    unreported = {
        school["name"]: school["devices"] for school in report(platform) if None in school["devices"].values()
    }

    assert unreported == {
        "МКОУ «Урахинская СОШ»": {
            "desktops": 9,
            "laptops": None,
            "tablets": None,
            "interactiveBoards": 1,
            "withInternet": 2,
        }
    }


def test_every_pupil_has_a_place_in_a_class(platform: Platform) -> None:
    for school in report(platform):
        placed = sum(each["studentCount"] for each in school["classes"])
        assert placed == school["studentCount"], school["name"]


def test_the_answer_comes_within_300_milliseconds(platform: Platform) -> None:
    token = platform.token("district")
    platform.ask(token, REPORT)

    durations = [timed(platform, token) for _ in range(5)]

    assert min(durations) < 0.3


def timed(platform: Platform, token: str) -> float:
    started = time.monotonic()
    platform.ask(token, REPORT)
    return time.monotonic() - started
