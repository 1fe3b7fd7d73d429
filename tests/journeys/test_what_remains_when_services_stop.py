"""A stopped service leaves a hole and not a ruin. Runs last: what it stops stays stopped."""

from collections.abc import Callable
from typing import Any

import pytest

from devhost.testing import Platform

CLASS = "query ($id: ID!) { class(id: $id) { grade studentCount students { displayName } school { name } } }"
IS_THERE = "{ __typename }"


@pytest.fixture
def split(platform: Platform) -> Platform:
    """The layout in which one service can be stopped."""
    if platform.layout != "up-split":
        pytest.skip("one service can be stopped only where it is a process of its own")
    return platform


@pytest.fixture
def a_class(split: Platform) -> str:
    """A class of the personas' school, asked of the journal itself."""
    query = "query ($of: [_Any!]!) { _entities(representations: $of) { ... on School { classes { id } } } }"
    of = [{"__typename": "School", "id": str(split.school())}]
    answer = split.ask(split.token("director"), query, service="ejournal", of=of)
    return str(answer["data"]["_entities"][0]["classes"][0]["id"])


def is_away(split: Platform, service: str) -> bool:
    try:
        split.ask(None, IS_THERE, service=service)
    except OSError:
        return True
    return False


def asked(split: Platform, a_class: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    answer = split.ask(split.token("director"), CLASS, id=a_class)
    return answer["data"]["class"], answer["errors"]


def test_without_inventory_everything_but_the_schools_name_is_there(
    split: Platform, a_class: str, within: Callable[[float, Callable[[], bool]], float]
) -> None:
    split.command("stop", "inventory")
    within(15.0, lambda: is_away(split, "inventory"))

    found, errors = asked(split, a_class)

    assert found["studentCount"] == len(found["students"]) > 0
    assert all(student["displayName"] for student in found["students"])
    assert (found["school"] or {"name": None})["name"] is None
    assert [error["extensions"]["code"] for error in errors] == ["SUBGRAPH_UNAVAILABLE"]
    assert [error["extensions"]["service"] for error in errors] == ["inventory"]


def test_without_enrollment_the_class_list_still_has_its_names(
    split: Platform, a_class: str, within: Callable[[float, Callable[[], bool]], float]
) -> None:
    split.command("stop", "enrollment")
    within(15.0, lambda: is_away(split, "enrollment"))

    found, _ = asked(split, a_class)

    assert found["studentCount"] == len(found["students"]) > 0
    assert all(student["displayName"] for student in found["students"])
