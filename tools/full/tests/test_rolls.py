"""What staff and guardian events say that people may."""

from pathlib import Path
from typing import Any

import pytest

from full.rolls import Rolls, read_rolls, write_rolls

ANNA, GULNARA, AMINA, TIMUR, FIRST, SECOND = (f"0199a000-0000-7000-8000-{n:012}" for n in range(6))


@pytest.fixture
def rolls() -> Rolls:
    return Rolls()


def registered(*schools: str, category: str = "TEACHER") -> dict[str, Any]:
    data = {"teacherId": ANNA, "schoolIds": list(schools), "category": f"STAFF_CATEGORY_{category}"}
    return {"type": "bilim.training.StaffRegistered.v1", "data": data}


def left(school: str) -> dict[str, Any]:
    return {"type": "bilim.training.StaffLeft.v1", "data": {"teacherId": ANNA, "schoolId": school}}


def guardianship(what: str, student: str) -> dict[str, Any]:
    data = {"guardianId": GULNARA, "studentId": student}
    return {"type": f"bilim.enrollment.Guardianship{what}.v1", "data": data}


def test_who_works_in_two_schools_holds_a_grant_over_each(rolls: Rolls) -> None:
    rolls.hear(registered(FIRST))
    rolls.hear(registered(SECOND))

    assert rolls.grants() == {f"teacher:{ANNA}": {f"teacher@school:{FIRST}", f"teacher@school:{SECOND}"}}


def test_who_left_a_school_holds_nothing_there(rolls: Rolls) -> None:
    rolls.hear(registered(FIRST, SECOND))

    rolls.hear(left(FIRST))

    assert rolls.grants() == {f"teacher:{ANNA}": {f"teacher@school:{SECOND}"}}


@pytest.mark.parametrize(
    ("category", "grants"),
    [
        ("ICT_COORDINATOR", {f"ict_coordinator@school:{FIRST}"}),
        ("SIC", {f"teacher@school:{FIRST}"}),
    ],
)
def test_a_category_has_its_role(rolls: Rolls, category: str, grants: set[str]) -> None:
    rolls.hear(registered(FIRST, category=category))

    assert rolls.grants() == {f"teacher:{ANNA}": grants}


def test_nobody_becomes_a_director_by_a_list_of_staff(rolls: Rolls) -> None:
    rolls.hear(registered(FIRST, category="MANAGER"))

    assert rolls.grants() == {}


def test_a_guardian_is_one_until_the_last_guardianship_has_ended(rolls: Rolls) -> None:
    rolls.hear(guardianship("Granted", AMINA))
    rolls.hear(guardianship("Granted", TIMUR))

    rolls.hear(guardianship("Ended", AMINA))
    still = rolls.grants()
    rolls.hear(guardianship("Ended", TIMUR))

    assert still == {f"guardian:{GULNARA}": {"guardian@country:*"}}
    assert rolls.grants() == {f"guardian:{GULNARA}": set()}


def test_what_is_heard_twice_is_heard_once(rolls: Rolls) -> None:
    events = [registered(FIRST), guardianship("Granted", AMINA)]
    for event in events:
        rolls.hear(event)
    once = rolls.grants()

    for event in events:
        rolls.hear(event)

    assert rolls.grants() == once


def test_an_event_about_something_else_changes_nothing(rolls: Rolls) -> None:
    rolls.hear({"type": "bilim.enrollment.StudentEnrolled.v1", "data": {"studentId": AMINA}})

    assert rolls == Rolls()


def test_rolls_are_kept_between_two_runs(rolls: Rolls, tmp_path: Path) -> None:
    rolls.hear(registered(FIRST))
    rolls.positions["training"] = 7
    write_rolls(tmp_path / "rolls.json", rolls)

    assert read_rolls(tmp_path / "rolls.json") == rolls
    assert read_rolls(tmp_path / "none.json") == Rolls()
