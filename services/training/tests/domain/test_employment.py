"""How an employment ends."""

from datetime import date

import pytest

from chassis.ids import new_id
from training.domain.employment import Employment, StaffLeft
from training.domain.ids import EmploymentId, SchoolId, TeacherId
from training.domain.refusals import LeftBeforeHired, NotEmployed
from training.domain.teacher import StaffCategory

HIRED = date(2020, 9, 1)


def employment(hired_on: date | None = HIRED) -> Employment:
    return Employment(
        EmploymentId(new_id()),
        TeacherId(new_id()),
        SchoolId(new_id()),
        StaffCategory.MANAGER,
        subjects=[],
        hired_on=hired_on,
    )


@pytest.mark.parametrize("hired_on", [HIRED, None])
def test_who_leaves_is_told_with_the_day(hired_on: date | None) -> None:
    ended = employment(hired_on)

    ended.leave(on=HIRED)

    assert ended.left_on == HIRED
    assert ended.events == [StaffLeft(ended.teacher_id, ended.school_id, HIRED)]


def test_nobody_leaves_before_coming() -> None:
    with pytest.raises(LeftBeforeHired):
        employment().leave(on=date(2020, 8, 31))


def test_nobody_leaves_twice() -> None:
    ended = employment()
    ended.leave(on=date(2026, 1, 1))

    with pytest.raises(NotEmployed):
        ended.leave(on=date(2026, 2, 1))
