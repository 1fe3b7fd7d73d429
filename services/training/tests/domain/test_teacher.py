"""How a person becomes known as staff."""

from collections.abc import Sequence

import pytest

from chassis.ids import new_id
from training.domain.ids import SchoolId, TeacherId
from training.domain.refusals import SchoolMissing, StaffNameMissing
from training.domain.teacher import PersonChanged, StaffCategory, StaffRegistered, Teacher

ALI, SCHOOL = TeacherId(new_id()), SchoolId(new_id())


def registered(name: str = "Алиев Али", schools: Sequence[SchoolId] = (SCHOOL,)) -> Teacher:
    return Teacher.register(
        teacher_id=ALI,
        display_name=name,
        sort_key={"ru": "a"},
        schools=schools,
        category=StaffCategory.TEACHER,
        subjects=["math"],
        hired_on=None,
    )


def test_the_name_is_told_first_and_apart() -> None:
    assert registered().events == [
        PersonChanged(ALI, "Алиев Али", {"ru": "a"}),
        StaffRegistered(ALI, (SCHOOL,), StaffCategory.TEACHER, ("math",), None),
    ]


def test_a_name_is_written_with_single_spaces() -> None:
    assert registered("  Алиев \t Али ").display_name == "Алиев Али"


@pytest.mark.parametrize("name", ["", " ", "я" * 201])
def test_staff_without_a_name_are_refused(name: str) -> None:
    with pytest.raises(StaffNameMissing):
        registered(name)


def test_staff_of_no_school_are_refused() -> None:
    with pytest.raises(SchoolMissing):
        registered(schools=())
