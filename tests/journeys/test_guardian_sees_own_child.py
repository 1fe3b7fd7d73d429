"""A parent sees their own child and nobody else's, until they no longer answer for it."""

from collections.abc import Callable
from typing import Any

import pytest

from devhost.testing import Platform

CHILD = "query ($id: ID!) { student(id: $id) { displayName class { grade } } }"
ENTITY = "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Student { id displayName } } }"
CLASSMATES = "query ($id: ID!) { student(id: $id) { class { students { id } } } }"
LINK = "mutation ($input: LinkGuardianInput!) { linkGuardian(input: $input) { userErrors { code } } }"
UNLINK = "mutation ($input: UnlinkGuardianInput!) { unlinkGuardian(input: $input) { userErrors { code } } }"


def seen(platform: Platform, child: str) -> Any:
    return platform.ask(platform.token("guardian"), CHILD, id=child)["data"]["student"]


@pytest.fixture
def own_child(platform: Platform) -> str:
    """The ward of the guardian's persona."""
    return str(platform.person("student"))


@pytest.fixture
def classmate(platform: Platform, own_child: str) -> str:
    """Another child of the same class."""
    answer = platform.ask(platform.token("director"), CLASSMATES, id=own_child)
    students = answer["data"]["student"]["class"]["students"]
    return next(str(student["id"]) for student in students if student["id"] != own_child)


def test_the_own_child_is_seen(platform: Platform, own_child: str) -> None:
    assert seen(platform, own_child)["class"]["grade"] >= 1


def test_a_classmate_looks_like_a_child_that_does_not_exist(platform: Platform, classmate: str) -> None:
    nobody = "017e12ef-9c00-7000-8000-000000000000"

    assert seen(platform, classmate) is None
    assert seen(platform, nobody) is None


def test_no_service_gives_a_classmate_away_by_its_key(
    platform: Platform, own_child: str, classmate: str
) -> None:
    if platform.layout != "up-split":
        pytest.skip("the services have addresses of their own only as separate processes")
    keys = [{"__typename": "Student", "id": child} for child in (own_child, classmate)]
    guardian = platform.token("guardian")

    for service in ("enrollment", "ejournal"):
        answer = platform.ask(guardian, ENTITY, service=service, of=keys)
        own, other = answer["data"]["_entities"]
        assert own["id"] == own_child
        assert other is None


def test_who_no_longer_answers_for_a_child_sees_it_no_longer(
    platform: Platform, classmate: str, within: Callable[[float, Callable[[], bool]], float]
) -> None:
    director = platform.token("director")
    guardian = {"studentId": classmate, "guardianId": str(platform.person("guardian"))}

    linked = platform.ask(director, LINK, input={**guardian, "kind": "LEGAL_GUARDIAN"})
    assert linked["data"]["linkGuardian"]["userErrors"] == []
    within(5.0, lambda: bool((seen(platform, classmate) or {}).get("class")))
    unlinked = platform.ask(director, UNLINK, input=guardian)
    assert unlinked["data"]["unlinkGuardian"]["userErrors"] == []

    within(5.0, lambda: seen(platform, classmate) is None)
