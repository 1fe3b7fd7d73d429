"""What the journal tells: each fact of its domain as the message of its contract."""

from functools import singledispatch

from google.protobuf.message import Message

from contracts.ejournal import v1
from ejournal.domain.academic_year import AcademicYearOpened
from ejournal.domain.person import PersonForgotten
from ejournal.domain.person_part import PersonPartSealed
from ejournal.domain.school_class import ClassOpened, ClassTeachersChanged
from ejournal.domain.stay import StudentLeftClass, StudentPlacedInClass


@singledispatch
def message_of(event: object) -> Message:
    """The message of a fact. Raises TypeError for a fact that has no contract."""
    raise TypeError(f"No contract says how to publish {type(event).__name__}.")


@message_of.register
def _(event: AcademicYearOpened) -> Message:
    return v1.AcademicYearOpened(
        academic_year_id=str(event.academic_year_id),
        code=event.code,
        start_date=event.start_date.isoformat(),
        end_date=event.end_date.isoformat(),
    )


@message_of.register
def _(event: PersonPartSealed) -> Message:
    return v1.PersonPartSealed(
        export_id=str(event.export_id),
        person_id=str(event.person_id),
        sealed=event.sealed,
        signature=event.signature,
    )


@message_of.register
def _(event: PersonForgotten) -> Message:
    return v1.PersonForgotten(
        person_id=str(event.person_id),
        kind=f"FORGOTTEN_KIND_{event.kind}",
        forgotten_on=event.forgotten_on.isoformat(),
    )


@message_of.register
def _(event: ClassOpened) -> Message:
    return v1.ClassOpened(
        class_id=str(event.class_id),
        school_id=str(event.school_id),
        academic_year_id=str(event.academic_year_id),
        grade=event.grade,
        letter=event.letter,
        language=event.language,
        capacity=event.capacity,
    )


@message_of.register
def _(event: ClassTeachersChanged) -> Message:
    return v1.ClassTeachersChanged(
        class_id=str(event.class_id),
        class_teacher_id=str(event.class_teacher_id) if event.class_teacher_id else None,
        teachers=[
            v1.SubjectTeacher(teacher_id=str(taught.teacher_id), subject_code=taught.subject_code)
            for taught in event.teachers
        ],
    )


@message_of.register
def _(event: StudentPlacedInClass) -> Message:
    return v1.StudentPlacedInClass(
        class_id=str(event.class_id),
        student_id=str(event.student_id),
        from_date=event.from_date.isoformat(),
    )


@message_of.register
def _(event: StudentLeftClass) -> Message:
    return v1.StudentLeftClass(
        class_id=str(event.class_id),
        student_id=str(event.student_id),
        until_date=event.until_date.isoformat(),
    )
