"""How a guardianship begins and ends."""

from datetime import date

import pytest

from chassis.ids import new_id
from enrollment.domain.guardianship import (
    Guardianship,
    GuardianshipEnded,
    GuardianshipGranted,
    GuardianshipKind,
)
from enrollment.domain.ids import GuardianId, GuardianshipId, StudentId
from enrollment.domain.refusals import EndsBeforeItBegins, GuardianshipAlreadyEnded

AMINA, MOTHER = StudentId(new_id()), GuardianId(new_id())
SEPTEMBER_1, OCTOBER_1 = date(2026, 9, 1), date(2026, 10, 1)


def granted(until: date | None = None) -> Guardianship:
    return Guardianship.grant(
        id=GuardianshipId(new_id()),
        student_id=AMINA,
        guardian_id=MOTHER,
        kind=GuardianshipKind.PARENT,
        from_date=SEPTEMBER_1,
        until_date=until,
    )


def test_a_guardianship_that_begins_is_told() -> None:
    assert granted(until=OCTOBER_1).events == [
        GuardianshipGranted(AMINA, MOTHER, GuardianshipKind.PARENT, SEPTEMBER_1, OCTOBER_1)
    ]


def test_it_may_last_one_day() -> None:
    assert granted(until=SEPTEMBER_1).until_date == SEPTEMBER_1


def test_a_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(EndsBeforeItBegins):
        granted(until=date(2026, 8, 31))


def test_an_end_is_told_with_its_day() -> None:
    guardianship = granted()

    guardianship.end(on=OCTOBER_1)

    assert guardianship.ended_on == OCTOBER_1
    assert guardianship.events[-1] == GuardianshipEnded(AMINA, MOTHER, OCTOBER_1)


def test_what_has_ended_does_not_end_again() -> None:
    guardianship = granted()
    guardianship.end(on=OCTOBER_1)

    with pytest.raises(GuardianshipAlreadyEnded) as refused:
        guardianship.end(on=date(2026, 10, 2))

    assert refused.value.ended_on == OCTOBER_1
