"""A class: what tells it from others, how many places it has, and who teaches it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ejournal.domain.ids import AcademicYearId, ClassId, SchoolId, TeacherId
from ejournal.domain.refusals import (
    CapacityImpossible,
    ClassFull,
    GradeOutOfRange,
    LanguageMalformed,
    LetterMalformed,
    SubjectCodeMalformed,
)

GRADES = range(12)
_MOST_PLACES = 100
_LETTER = re.compile(r"[^\W_]{1,3}")
_SUBJECT = re.compile(r"[A-Za-z0-9._-]{1,40}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class ClassOpened:
    """A class exists in a school for a year."""

    class_id: ClassId
    school_id: SchoolId
    academic_year_id: AcademicYearId
    grade: int
    letter: str
    language: str
    capacity: int


@dataclass(frozen=True, slots=True, order=True)
class Teaching:
    """Who teaches one subject to a class."""

    teacher_id: TeacherId
    subject_code: str


@dataclass(frozen=True, slots=True)
class ClassTeachersChanged:
    """Who teaches a class: the whole of it, also what did not change."""

    class_id: ClassId
    class_teacher_id: TeacherId | None
    teachers: tuple[Teaching, ...]


@dataclass(eq=False)
class SchoolClass:
    """A class of one school in one year; `placed` counts the places that are given, from whatever day."""

    id: ClassId
    school_id: SchoolId
    academic_year_id: AcademicYearId
    grade: int
    letter: str
    language: str
    capacity: int
    placed: int = 0
    class_teacher_id: TeacherId | None = None
    events: list[Any] = field(default_factory=list)

    @classmethod
    def open(cls, **properties: Any) -> "SchoolClass":
        """A new class. Refuses an unknown grade, a malformed letter or language, an impossible capacity."""
        opened = cls(**properties)
        opened.letter = opened.letter.strip().upper()
        opened._check()
        opened.events.append(
            ClassOpened(
                opened.id,
                opened.school_id,
                opened.academic_year_id,
                opened.grade,
                opened.letter,
                opened.language,
                opened.capacity,
            )
        )
        return opened

    @property
    def free_places(self) -> int:
        """How many pupils may still come."""
        return self.capacity - self.placed

    def take_place(self) -> None:
        """Gives one of the places away. Refuses when none is free."""
        if self.free_places <= 0:
            raise ClassFull(self.capacity)
        self.placed += 1

    def free_place(self) -> None:
        """Takes a place back."""
        self.placed -= 1

    def set_teachers(self, class_teacher_id: TeacherId | None, teachers: Iterable[Teaching]) -> None:
        """Says anew who teaches: the class teacher, and the teachers of subjects. Refuses a malformed subject."""
        told = tuple(teachers)
        for each in told:
            if not _SUBJECT.fullmatch(each.subject_code):
                raise SubjectCodeMalformed(each.subject_code)
        self.class_teacher_id = class_teacher_id
        self.events.append(ClassTeachersChanged(self.id, class_teacher_id, told))

    def lose_teacher(self, teacher: TeacherId, teachers: Iterable[Teaching]) -> None:
        """Goes on without one of its teachers, of whom all are given."""
        remaining = None if self.class_teacher_id == teacher else self.class_teacher_id
        self.set_teachers(remaining, [each for each in teachers if each.teacher_id != teacher])

    def _check(self) -> None:
        if self.grade not in GRADES:
            raise GradeOutOfRange(self.grade)
        if not _LETTER.fullmatch(self.letter):
            raise LetterMalformed(self.letter)
        if not _LANGUAGE.fullmatch(self.language):
            raise LanguageMalformed(self.language)
        if not 0 < self.capacity <= _MOST_PLACES:
            raise CapacityImpossible(self.capacity)


def class_for_newcomer(parallel: Iterable[SchoolClass]) -> SchoolClass | None:
    """Of the classes of one school, year, grade and language the one with most free places, ties by letter.

    None when no place is free: a newcomer waits for a decision rather than making a class too large.
    """
    roomy = [each for each in parallel if each.free_places > 0]
    return min(roomy, key=lambda each: (-each.free_places, each.letter), default=None)
