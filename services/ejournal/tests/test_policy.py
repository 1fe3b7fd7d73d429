"""Who may do what with classes and their lists, cell by cell of the roles matrix."""

import pytest

from chassis.identity.grants import ROLES
from chassis.identity.policy import View
from ejournal.policy import POLICY

# The matrix says "R own lessons", "aggregate", "-"; in a policy these are scopes, views and missing cells.
ROSTER = {
    "ministry": "aggregate",
    "region": "aggregate",
    "district": "aggregate",
    "director": "RW",
    "ict_coordinator": "R count",
    "teacher": "R own lessons",
    "class_teacher": "RW own class",
    "guardian": "R child's",
    "student": "R own",
    "integrator": "R by scope",
    "auditor": "R",
    "public": "-",
}
SCOPES = {"R own lessons": "OWN_LESSONS", "RW own class": "OWN_CLASS", "R child's": "WARDS", "R own": "SELF"}


def cells(resource: str, action: str) -> dict[str, tuple[str, ...]]:
    return {
        cell.role: tuple(str(rule) for rule in cell.rules)
        for cell in POLICY.cells()
        if (cell.resource, cell.action) == (resource, action)
    }


@pytest.mark.parametrize("role", ROSTER)
def test_the_roster_is_for_whom_the_matrix_says(role: str) -> None:
    meant = ROSTER[role]
    read = ("Student", "read", role)
    [rules] = [cell.rules for cell in POLICY.cells() if (cell.resource, cell.action, cell.role) == read]

    if meant == "-":
        assert rules == ()
    elif meant in ("aggregate", "R count"):
        assert {rule.view for rule in rules} == {View.AGGREGATE}
    else:
        assert any(rule.view is not View.AGGREGATE for rule in rules)
        assert SCOPES.get(meant, rules[0].scope.name) == rules[0].scope.name


def test_pupils_are_placed_by_their_school_alone() -> None:
    placing = cells("Student", "place_student")

    assert {role for role, rules in placing.items() if rules} == {"director", "class_teacher"}
    assert (placing["director"], placing["class_teacher"]) == (("SCHOOL",), ("OWN_CLASS",))


def test_classes_are_opened_by_their_school_and_years_by_the_ministry() -> None:
    assert {role for role, rules in cells("Class", "open_class").items() if rules} == {"director"}
    assert {role for role, rules in cells("Class", "set_class_teachers").items() if rules} == {"director"}
    assert {role for role, rules in cells("AcademicYear", "open_academic_year").items() if rules} == {
        "ministry"
    }


def test_sizes_are_open_data() -> None:
    for figure in ("Class.studentCount", "School.studentCount"):
        assert cells(figure, "read")["public"] == ("PUBLIC",)


def test_every_role_has_its_cell() -> None:
    assert set(cells("Student", "read")) == set(ROLES)
