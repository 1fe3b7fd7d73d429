"""A person's record is asked for."""

from typing import Annotated

import strawberry

from chassis.ids import new_id
from chassis.schema import entity_id
from chassis.sealed_parts import new_key_pair
from enrollment.graphql.mutations import GIVEN, EnrollmentInfo
from enrollment.graphql.personal.types import ExportPersonInput, ExportPersonPayload, PersonExport
from enrollment.usecases.export_person import ExportPerson, export_person


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
        asked_by = info.context.caller.viewer.subject or ""
        command = ExportPerson(entity_id(input.person_id), input.kind, asked_by)
        done = await info.context.perform(
            "exportPerson",
            input,
            lambda work, permit: export_person(
                command, work=work, permit=permit, new_id=new_id, new_key_pair=new_key_pair
            ),
        )
        return ExportPersonPayload(export=done.read(PersonExport), user_errors=done.user_errors)
