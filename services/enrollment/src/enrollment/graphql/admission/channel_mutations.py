"""Whom a guardian lets act for the family: each mutation translates and calls one use case."""

from typing import Annotated

import strawberry

from chassis.clock import today
from chassis.ids import new_id
from chassis.schema import entity_id
from enrollment.domain.admission.ids import ContractId
from enrollment.domain.ids import GuardianId
from enrollment.graphql.admission.child_inputs import AllowChannelInput, EndChannelInput
from enrollment.graphql.admission.info import GIVEN, AdmissionInfo
from enrollment.graphql.admission.payloads import AllowChannelPayload, EndChannelPayload
from enrollment.usecases.admission.allow_channel import AllowChannel, allow_channel
from enrollment.usecases.admission.end_channel import EndChannel, end_channel


@strawberry.type(description="Whom a guardian lets act for the family.")
class ChannelMutation:
    """One field a use case."""

    @strawberry.mutation(
        description="Lets a channel register children and apply for them in the name of a guardian."
    )
    async def allow_channel(
        self, info: AdmissionInfo, input: Annotated[AllowChannelInput, GIVEN]
    ) -> AllowChannelPayload:
        """See usecases/admission/allow_channel.py."""
        command = AllowChannel(
            GuardianId(entity_id(input.guardian_id)), ContractId(entity_id(input.contract_id))
        )
        done = await info.context.perform(
            "allowChannel",
            input,
            lambda work, permit: allow_channel(command, work=work, permit=permit, new_id=new_id, today=today),
        )
        return AllowChannelPayload(
            guardian_id=input.guardian_id if done.id else None, user_errors=done.user_errors
        )

    @strawberry.mutation(description="No longer lets a channel act; what it brought is the family's alone.")
    async def end_channel(
        self, info: AdmissionInfo, input: Annotated[EndChannelInput, GIVEN]
    ) -> EndChannelPayload:
        """See usecases/admission/end_channel.py."""
        command = EndChannel(
            GuardianId(entity_id(input.guardian_id)), ContractId(entity_id(input.contract_id))
        )
        done = await info.context.perform(
            "endChannel",
            input,
            lambda work, permit: end_channel(command, work=work, permit=permit, today=today),
        )
        return EndChannelPayload(
            guardian_id=input.guardian_id if done.id else None, user_errors=done.user_errors
        )
