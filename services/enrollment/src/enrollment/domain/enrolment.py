"""An enrolment: the order by which a child is a pupil of a school, in a grade and a language."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from enrollment.domain.ids import AcademicYearId, EnrolmentId, SchoolId, StudentId
from enrollment.domain.order import Order
from enrollment.domain.reference import AcademicYear
from enrollment.domain.refusals import LanguageUnknown, NoSuchGrade, OutsideAcademicYear

GRADES = range(12)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)


@dataclass(eq=False)
class Enrolment:
    """One order for one pupil. Grade 0 is kindergarten."""

    id: EnrolmentId
    student_id: StudentId
    school_id: SchoolId
    academic_year_id: AcademicYearId
    grade: int
    language: str
    order_number: str
    order_date: date
    enrolled_on: date
    events: list[Any] = field(default_factory=list)

    @classmethod
    def by_order(
        cls, order: Order, *, year: AcademicYear, grade: int, language: str, enrolled_on: date, **rest: Any
    ) -> "Enrolment":
        """An enrolment as its order says. Refuses an unknown grade or language and a day outside the year."""
        check_teaching(grade, language)
        if not year.start_date <= enrolled_on <= year.end_date:
            raise OutsideAcademicYear(year.code)
        return cls(
            academic_year_id=year.id,
            grade=grade,
            language=language,
            order_number=order.number.strip(),
            order_date=order.signed_on,
            enrolled_on=enrolled_on,
            **rest,
        )


def check_teaching(grade: int, language: str) -> None:
    """Refuses a grade that no school has, and what is no tag of a language."""
    if grade not in GRADES:
        raise NoSuchGrade(grade)
    if not _LANGUAGE.fullmatch(language):
        raise LanguageUnknown(language)
