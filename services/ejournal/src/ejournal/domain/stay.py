"""Where a pupil is on which days: in one school, and in one class of it or still in none."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ejournal.domain.ids import AcademicYearId, ClassId, SchoolId, StayId, StudentId
from ejournal.domain.refusals import AlreadyInClass, PlacedLater
from ejournal.domain.school_class import SchoolClass


@dataclass(frozen=True, slots=True)
class StudentPlacedInClass:
    """A pupil sits in a class from a day on."""

    class_id: ClassId
    student_id: StudentId
    from_date: date


@dataclass(frozen=True, slots=True)
class StudentLeftClass:
    """A pupil no longer sits in a class; `until_date` is the first day not in it."""

    class_id: ClassId
    student_id: StudentId
    until_date: date


@dataclass(frozen=True, slots=True)
class Schooling:
    """What an order enrols a pupil for."""

    school_id: SchoolId
    academic_year_id: AcademicYearId
    grade: int
    language: str


@dataclass(eq=False)
class Stay:
    """The days from `from_date` to the day before `until_date`; a pupil's stays do not overlap (invariant 1)."""

    id: StayId
    student_id: StudentId
    school_id: SchoolId
    academic_year_id: AcademicYearId
    grade: int
    language: str
    class_id: ClassId | None
    from_date: date
    until_date: date | None = None
    events: list[Any] = field(default_factory=list)

    @classmethod
    def begin(
        cls,
        *,
        stay_id: StayId,
        student_id: StudentId,
        schooling: Schooling,
        on: date,
        school_class: SchoolClass | None,
    ) -> "Stay":
        """A pupil comes to a school, into a class of it if one is given. Refuses a class without a free place."""
        stay = cls(
            id=stay_id,
            student_id=student_id,
            school_id=schooling.school_id,
            academic_year_id=schooling.academic_year_id,
            grade=schooling.grade,
            language=schooling.language,
            class_id=school_class.id if school_class else None,
            from_date=on,
        )
        if school_class:
            school_class.take_place()
            stay.events.append(StudentPlacedInClass(school_class.id, student_id, on))
        return stay

    @property
    def is_open(self) -> bool:
        """Whether its last day is not known yet."""
        return self.until_date is None

    @property
    def schooling(self) -> Schooling:
        """What the pupil is enrolled for."""
        return Schooling(self.school_id, self.academic_year_id, self.grade, self.language)

    def end(self, *, on: date, school_class: SchoolClass | None) -> None:
        """The pupil leaves; `school_class` is the one that becomes roomier. Refuses a day before it began."""
        if on < self.from_date:
            raise PlacedLater(self.from_date)
        self.until_date = on
        if school_class:
            school_class.free_place()
            self.events.append(StudentLeftClass(school_class.id, self.student_id, on))

    def move(self, *, stay_id: StayId, to: SchoolClass, out_of: SchoolClass | None, on: date) -> "Stay":
        """The pupil changes class; gives the new stay. Refuses the same class, a full one, and a day too early."""
        if to.id == self.class_id:
            raise AlreadyInClass
        if on < self.from_date:
            raise PlacedLater(self.from_date)
        schooling = Schooling(to.school_id, to.academic_year_id, to.grade, to.language)
        moved = Stay.begin(
            stay_id=stay_id, student_id=self.student_id, schooling=schooling, on=on, school_class=to
        )
        self.end(on=on, school_class=out_of)
        return moved
