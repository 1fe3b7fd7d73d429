"""What may be done in the journal: each mutation translates, calls one use case, and names what to read back."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from chassis.clock import today
from chassis.ids import new_id
from chassis.schema import Context, entity_id
from ejournal.domain.ids import AcademicYearId, ClassId, SchoolId, StudentId, TeacherId
from ejournal.domain.school_class import Teaching
from ejournal.graphql.inputs import (
    OpenAcademicYearInput,
    OpenAcademicYearPayload,
    OpenClassInput,
    OpenClassPayload,
    PlaceStudentInput,
    PlaceStudentPayload,
    SetClassTeachersInput,
    SetClassTeachersPayload,
)
from ejournal.graphql.types import AcademicYear, SchoolClass, Student
from ejournal.usecases.open_academic_year import OpenAcademicYear, open_academic_year
from ejournal.usecases.open_class import OpenClass, open_class
from ejournal.usecases.place_student import PlaceStudent, place_student
from ejournal.usecases.ports import EjournalUnit
from ejournal.usecases.set_class_teachers import SetClassTeachers, set_class_teachers

GIVEN = strawberry.argument(description="What is asked for.")
EjournalInfo = Info[Context[EjournalUnit], None]


@strawberry.type(description="What may be done in the journal.")
class Mutation:
    """One field a use case."""

    @strawberry.mutation(description="Opens a school year, for all schools.")
    async def open_academic_year(
        self,
        info: EjournalInfo,
        input: Annotated[OpenAcademicYearInput, GIVEN],
    ) -> OpenAcademicYearPayload:
        """See usecases/open_academic_year.py."""
        command = OpenAcademicYear(input.code, input.start_date, input.end_date)
        done = await info.context.perform(
            "openAcademicYear",
            input,
            lambda work, permit: open_academic_year(command, work=work, permit=permit, new_id=new_id),
        )
        return OpenAcademicYearPayload(academic_year=done.read(AcademicYear), user_errors=done.user_errors)

    @strawberry.mutation(description="Opens a class.")
    async def open_class(
        self,
        info: EjournalInfo,
        input: Annotated[OpenClassInput, GIVEN],
    ) -> OpenClassPayload:
        """See usecases/open_class.py."""
        command = OpenClass(
            school=SchoolId(entity_id(input.school_id)),
            academic_year=AcademicYearId(entity_id(input.academic_year_id)),
            grade=input.grade,
            letter=input.letter,
            language=input.language,
            capacity=input.capacity,
        )
        done = await info.context.perform(
            "openClass",
            input,
            lambda work, permit: open_class(command, work=work, permit=permit, new_id=new_id),
        )
        return OpenClassPayload(class_=done.read(SchoolClass), user_errors=done.user_errors)

    @strawberry.mutation(description="Gives a student a place in a class, and takes the former one back.")
    async def place_student(
        self,
        info: EjournalInfo,
        input: Annotated[PlaceStudentInput, GIVEN],
    ) -> PlaceStudentPayload:
        """See usecases/place_student.py."""
        command = PlaceStudent(
            student=StudentId(entity_id(input.student_id)),
            school_class=ClassId(entity_id(input.class_id)),
            from_date=input.from_date,
        )
        done = await info.context.perform(
            "placeStudent",
            input,
            lambda work, permit: place_student(command, work=work, permit=permit, new_id=new_id, today=today),
        )
        return PlaceStudentPayload(student=done.read(Student), user_errors=done.user_errors)

    @strawberry.mutation(description="Says who leads a class and who teaches it what.")
    async def set_class_teachers(
        self,
        info: EjournalInfo,
        input: Annotated[SetClassTeachersInput, GIVEN],
    ) -> SetClassTeachersPayload:
        """See usecases/set_class_teachers.py."""
        leader = input.class_teacher_id
        command = SetClassTeachers(
            school_class=ClassId(entity_id(input.class_id)),
            class_teacher=TeacherId(entity_id(leader)) if leader else None,
            teachers=tuple(
                Teaching(TeacherId(entity_id(each.teacher_id)), each.subject_code) for each in input.teachers
            ),
        )
        done = await info.context.perform(
            "setClassTeachers",
            input,
            lambda work, permit: set_class_teachers(command, work=work, permit=permit),
        )
        return SetClassTeachersPayload(class_=done.read(SchoolClass), user_errors=done.user_errors)
