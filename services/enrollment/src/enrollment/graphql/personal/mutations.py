"""A person's record is asked for."""

from typing import Annotated
from uuid import UUID

import strawberry

from chassis.identity import Caller
from chassis.ids import new_id
from chassis.schema import entity_id
from chassis.sealed_parts import new_key_pair
from enrollment.domain.person import RecordOf
from enrollment.graphql.allocation.types import EnrollmentJob
from enrollment.graphql.mutations import GIVEN, EnrollmentInfo
from enrollment.graphql.personal.types import ExportPersonInput, ExportPersonPayload
from enrollment.usecases.export_person import ExportPerson, export_person

_REGISTERS = {RecordOf.GUARDIAN: "guardian", RecordOf.TEACHER: "teacher"}
"""Under which name a token says that the caller is this person."""


@strawberry.type
class PersonalMutation:
    """One field a use case."""

    @strawberry.mutation(description="Puts together everything that the services hold of a person.")
    async def export_person(
        self,
        info: EnrollmentInfo,
        input: Annotated[ExportPersonInput, GIVEN],
    ) -> ExportPersonPayload:
        """See usecases/export_person.py."""
        caller = info.context.caller
        person = entity_id(input.person_id)
        command = ExportPerson(
            person, input.kind, caller.viewer.subject or "", is_own=_is_own(caller, person, input.kind)
        )
        done = await info.context.perform(
            "exportPerson",
            input,
            lambda work, permit: export_person(
                command, work=work, permit=permit, new_id=new_id, new_key_pair=new_key_pair
            ),
        )
        return ExportPersonPayload(job=done.read(EnrollmentJob), user_errors=done.user_errors)


def _is_own(caller: Caller, person: UUID, kind: RecordOf) -> bool:
    register = _REGISTERS.get(kind)
    return register is not None and person in caller.viewer.person_ids(register)
