# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.ejournal.v1.academic_year_events_pb2 import (
    AcademicYearOpened,
)
from contracts.ejournal.v1.class_events_pb2 import (
    ClassOpened,
    ClassTeachersChanged,
    StudentLeftClass,
    StudentPlacedInClass,
    SubjectTeacher,
)
from contracts.ejournal.v1.person_events_pb2 import (
    ForgottenKind,
    PersonForgotten,
    PersonPartSealed,
)

__all__ = [
    "AcademicYearOpened",
    "ClassOpened",
    "ClassTeachersChanged",
    "ForgottenKind",
    "PersonForgotten",
    "PersonPartSealed",
    "StudentLeftClass",
    "StudentPlacedInClass",
    "SubjectTeacher",
]
