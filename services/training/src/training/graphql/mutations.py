"""What may be done in training: each mutation translates, calls one use case, and names what to read back."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from chassis.clock import today
from chassis.ids import new_id
from chassis.schema import Context, entity_id
from chassis.work import Work
from readplan import ref
from training.domain.ids import SchoolId, TeacherId
from training.domain.order import Order
from training.graphql.inputs import (
    EraseStaffInput,
    EraseStaffPayload,
    RecordStaffLeftInput,
    RecordStaffLeftPayload,
    RegisterStaffInput,
    RegisterStaffPayload,
)
from training.graphql.types import School, Teacher
from training.usecases.erase_staff import EraseStaff, erase_staff
from training.usecases.ports import Permit, TrainingUnit
from training.usecases.record_staff_left import RecordStaffLeft, record_staff_left
from training.usecases.register_staff import RegisterStaff, register_staff

TrainingInfo = Info[Context[TrainingUnit], None]
GIVEN = strawberry.argument(description="What is to be done, and with what.")


@strawberry.type(description="What may be done in training.")
class Mutation:
    """One field a use case."""

    @strawberry.mutation(description="Registers a person who comes to work in one school or several.")
    async def register_staff(
        self,
        info: TrainingInfo,
        input: Annotated[RegisterStaffInput, GIVEN],
    ) -> RegisterStaffPayload:
        """See usecases/register_staff.py."""
        command = RegisterStaff(
            schools=[SchoolId(entity_id(school)) for school in input.school_ids],
            display_name=input.display_name,
            category=input.category,
            subjects=input.subjects,
            hired_on=input.hired_on,
        )
        done = await info.context.perform(
            "registerStaff",
            input,
            lambda work, permit: register_staff(command, work=work, permit=permit, new_id=new_id),
        )
        return RegisterStaffPayload(teacher=done.read(Teacher), user_errors=done.user_errors)

    @strawberry.mutation(description="Records that a person no longer works in a school.")
    async def record_staff_left(
        self,
        info: TrainingInfo,
        input: Annotated[RecordStaffLeftInput, GIVEN],
    ) -> RecordStaffLeftPayload:
        """See usecases/record_staff_left.py."""
        command = RecordStaffLeft(
            teacher=TeacherId(entity_id(input.teacher_id)),
            school=SchoolId(entity_id(input.school_id)),
            left_on=input.left_on,
        )
        done = await info.context.perform(
            "recordStaffLeft",
            input,
            lambda work, permit: record_staff_left(command, work=work, permit=permit),
        )
        return RecordStaffLeftPayload(
            school=ref(School, id=command.school) if done.id else None, user_errors=done.user_errors
        )

    @strawberry.mutation(
        description="Forgets a member of staff who has left, by an order of the district's office: the name goes."
    )
    async def erase_staff(
        self,
        info: TrainingInfo,
        input: Annotated[EraseStaffInput, GIVEN],
    ) -> EraseStaffPayload:
        """See usecases/erase_staff.py."""

        async def run(work: Work[TrainingUnit], permit: Permit) -> TeacherId:
            order = Order(input.order_number, input.order_date)
            command = EraseStaff(TeacherId(entity_id(input.teacher_id)), order)
            return await erase_staff(command, work=work, permit=permit, today=today)

        done = await info.context.perform("eraseStaff", input, run)
        person = strawberry.ID(str(done.id)) if done.id else None
        return EraseStaffPayload(person_id=person, user_errors=done.user_errors)
