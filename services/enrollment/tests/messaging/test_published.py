"""What enrollment tells carries no more of a person than its contract allows."""

from datetime import date

import pytest

from chassis.ids import new_id
from contracts.enrollment.v1 import StudentEnrolled as Told
from enrollment.domain.ids import AcademicYearId, SchoolId, StudentId
from enrollment.domain.student import StudentEnrolled
from enrollment.messaging.published import message_of


def test_an_enrolment_is_told_with_days_as_text() -> None:
    student, school, year = StudentId(new_id()), SchoolId(new_id()), AcademicYearId(new_id())
    fact = StudentEnrolled(student, school, year, "2026-27", 0, "ba", "5", date(2026, 8, 1), date(2026, 9, 1))

    told = message_of(fact)

    assert isinstance(told, Told)
    assert (told.grade, told.language, told.order.date) == (0, "ba", "2026-08-01")
    assert not told.HasField("application_id")


def test_a_fact_without_a_contract_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="No contract says how to publish date"):
        message_of(date(2026, 9, 1))
