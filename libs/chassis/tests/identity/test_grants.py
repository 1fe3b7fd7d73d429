"""What a token's entries mean."""

import pytest

from chassis.identity import Grant, Kind, Person

SCHOOL = "0199a000-0000-7000-8000-000000000001"


@pytest.mark.parametrize(
    ("text", "grant"),
    [
        ("ministry@country:*", Grant("ministry", Kind.COUNTRY, "*")),
        (f"director@school:{SCHOOL}", Grant("director", Kind.SCHOOL, SCHOOL)),
        (f"director@school:{SCHOOL.upper()}", Grant("director", Kind.SCHOOL, SCHOOL)),
        (f"ict_coordinator@school:{SCHOOL}", Grant("ict_coordinator", Kind.SCHOOL, SCHOOL)),
        (f"integrator@contract:{SCHOOL}", Grant("integrator", Kind.CONTRACT, SCHOOL)),
        ("service@service:inventory", Grant("service", Kind.SERVICE, "inventory")),
    ],
)
def test_a_grant_is_a_role_over_a_place(text: str, grant: Grant) -> None:
    assert Grant.parse(text) == grant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ministry",
        "ministry@country",
        "ministry@country:7",
        "director@school:*",
        "director@school:7",
        "director@school:",
        f"wizard@school:{SCHOOL}",
        f"director@castle:{SCHOOL}",
        f" director@school:{SCHOOL}",
        f"director@school:{SCHOOL}\n",
        "public@country:*",
        "service@country:*",
        "ministry@service:inventory",
        "service@service:*",
    ],
)
def test_what_is_not_understood_grants_nothing(text: str) -> None:
    assert Grant.parse(text) is None


def test_a_grant_reads_back_as_it_was_written() -> None:
    assert str(Grant.parse(f"director@school:{SCHOOL}")) == f"director@school:{SCHOOL}"


def test_a_person_has_a_register_and_an_id() -> None:
    assert str(Person.parse(f"guardian:{SCHOOL}")) == f"guardian:{SCHOOL}"


@pytest.mark.parametrize(
    "text", ["", "guardian", "guardian:", "guardian:7", f"ministry:{SCHOOL}", f"guardian:{'-' * 36}"]
)
def test_what_names_nobody_is_nobody(text: str) -> None:
    assert Person.parse(text) is None
