"""What may be done in enrollment: each mutation translates, calls one use case, and names what to read back."""

from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.types import Info

from chassis.clock import today
from chassis.ids import new_id
from chassis.schema import Context, entity_id
from enrollment.domain.ids import AcademicYearId, GuardianId, SchoolId, StudentId
from enrollment.domain.order import Order
from enrollment.graphql.inputs import (
    EnrolStudentInput,
    EnrolStudentPayload,
    ErasePersonInput,
    ErasePersonPayload,
    LinkGuardianInput,
    LinkGuardianPayload,
    RegisterGuardianInput,
    RegisterGuardianPayload,
    UnlinkGuardianInput,
    UnlinkGuardianPayload,
)
from enrollment.graphql.types import Guardian, Student
from enrollment.usecases.enrol_student import EnrolStudent, enrol_student
from enrollment.usecases.erase_person import ErasePerson, erase_person
from enrollment.usecases.link_guardian import LinkGuardian, link_guardian
from enrollment.usecases.ports import EnrollmentUnit, EnrollmentWork, Permit
from enrollment.usecases.register_guardian import RegisterGuardian, register_guardian
from enrollment.usecases.unlink_guardian import UnlinkGuardian, unlink_guardian
from readplan import ref

EnrollmentInfo = Info[Context[EnrollmentUnit], None]
GIVEN = strawberry.argument(description="What is to be done, and with what.")


@strawberry.type(description="What may be done in enrollment.")
class Mutation:
    """One field a use case."""

    @strawberry.mutation(description="Makes a child a pupil of a school, by an order.")
    async def enrol_student(
        self,
        info: EnrollmentInfo,
        input: Annotated[EnrolStudentInput, GIVEN],
    ) -> EnrolStudentPayload:
        """See usecases/enrol_student.py."""
        command = EnrolStudent(
            school=SchoolId(entity_id(input.school_id)),
            display_name=input.display_name,
            birth_date=input.birth_date,
            grade=input.grade,
            language=input.language,
            academic_year=AcademicYearId(entity_id(input.academic_year_id)),
            order_number=input.order_number,
            order_date=input.order_date,
            enrolled_on=input.enrolled_on,
        )
        done = await info.context.perform(
            "enrolStudent",
            input,
            lambda work, permit: enrol_student(command, work=work, permit=permit, new_id=new_id),
        )
        return EnrolStudentPayload(student=done.read(Student), user_errors=done.user_errors)

    @strawberry.mutation(description="Registers a person who will answer for children.")
    async def register_guardian(
        self,
        info: EnrollmentInfo,
        input: Annotated[RegisterGuardianInput, GIVEN],
    ) -> RegisterGuardianPayload:
        """See usecases/register_guardian.py."""
        command = RegisterGuardian(SchoolId(entity_id(input.school_id)), input.display_name)
        done = await info.context.perform(
            "registerGuardian",
            input,
            lambda work, permit: register_guardian(command, work=work, permit=permit, new_id=new_id),
        )
        return RegisterGuardianPayload(guardian=done.read(Guardian), user_errors=done.user_errors)

    @strawberry.mutation(
        description="Forgets a person: the name, the day of birth and papers go, here and in the journal."
    )
    async def erase_person(
        self,
        info: EnrollmentInfo,
        input: Annotated[ErasePersonInput, GIVEN],
    ) -> ErasePersonPayload:
        """See usecases/erase_person.py."""

        async def run(work: EnrollmentWork, permit: Permit) -> UUID:
            order = Order(input.order_number, input.order_date)
            command = ErasePerson(entity_id(input.person_id), input.kind, order)
            return await erase_person(command, work=work, permit=permit, today=today)

        done = await info.context.perform("erasePerson", input, run)
        return ErasePersonPayload(
            person_id=strawberry.ID(str(done.id)) if done.id else None, user_errors=done.user_errors
        )

    @strawberry.mutation(description="Lets a person answer for a child, and see it.")
    async def link_guardian(
        self,
        info: EnrollmentInfo,
        input: Annotated[LinkGuardianInput, GIVEN],
    ) -> LinkGuardianPayload:
        """See usecases/link_guardian.py."""
        command = LinkGuardian(
            student=StudentId(entity_id(input.student_id)),
            guardian=GuardianId(entity_id(input.guardian_id)),
            kind=input.kind,
            from_date=input.from_date,
            until=input.until,
        )
        done = await info.context.perform(
            "linkGuardian",
            input,
            lambda work, permit: link_guardian(command, work=work, permit=permit, new_id=new_id, today=today),
        )
        return LinkGuardianPayload(
            student=ref(Student, id=command.student) if done.id else None,
            guardian=ref(Guardian, id=command.guardian) if done.id else None,
            user_errors=done.user_errors,
        )

    @strawberry.mutation(
        description="Ends a person's answering for a child, and closes what it opened at once."
    )
    async def unlink_guardian(
        self,
        info: EnrollmentInfo,
        input: Annotated[UnlinkGuardianInput, GIVEN],
    ) -> UnlinkGuardianPayload:
        """See usecases/unlink_guardian.py."""
        command = UnlinkGuardian(
            student=StudentId(entity_id(input.student_id)), guardian=GuardianId(entity_id(input.guardian_id))
        )
        done = await info.context.perform(
            "unlinkGuardian",
            input,
            lambda work, permit: unlink_guardian(command, work=work, permit=permit, today=today),
        )
        return UnlinkGuardianPayload(
            student=ref(Student, id=command.student) if done.id else None,
            guardian=ref(Guardian, id=command.guardian) if done.id else None,
            user_errors=done.user_errors,
        )
