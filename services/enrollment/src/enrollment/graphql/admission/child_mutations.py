"""What may be done with children: each mutation translates and calls one use case."""

from typing import Annotated

import strawberry

from chassis.clock import now, today
from chassis.ids import new_id
from chassis.schema import entity_id
from enrollment.domain.admission.ids import ChildId, ContractId
from enrollment.domain.ids import GuardianId
from enrollment.graphql.admission.child_inputs import (
    LinkChildGuardianInput,
    MergeChildrenInput,
    MoveChildInput,
    RegisterChildInput,
    UnlinkChildGuardianInput,
)
from enrollment.graphql.admission.info import GIVEN, AdmissionInfo
from enrollment.graphql.admission.payloads import (
    LinkChildGuardianPayload,
    MergeChildrenPayload,
    MoveChildPayload,
    RegisterChildPayload,
    UnlinkChildGuardianPayload,
)
from enrollment.graphql.admission.types import Child
from enrollment.papers import civil_register, seals
from enrollment.usecases.admission.link_child_guardian import LinkChildGuardian, link_child_guardian
from enrollment.usecases.admission.merge_children import MergeChildren, merge_children
from enrollment.usecases.admission.move_child import MoveChild, move_child
from enrollment.usecases.admission.ports import Document
from enrollment.usecases.admission.register_child import RegisterChild, register_child
from enrollment.usecases.admission.unlink_child_guardian import UnlinkChildGuardian, unlink_child_guardian


@strawberry.type(description="What may be done with children.")
class ChildMutation:
    """One field a use case."""

    @strawberry.mutation(description="Makes a child known, with the papers that say who it is.")
    async def register_child(
        self, info: AdmissionInfo, input: Annotated[RegisterChildInput, GIVEN]
    ) -> RegisterChildPayload:
        """See usecases/admission/register_child.py."""
        command = RegisterChild(
            guardian=GuardianId(entity_id(input.guardian_id)),
            kind=input.kind,
            display_name=input.display_name,
            birth_date=input.birth_date,
            documents=[Document(each.kind, each.number) for each in input.documents],
            area=input.area,
            contract=ContractId(entity_id(input.contract_id)) if input.contract_id else None,
        )
        done = await info.context.perform(
            "registerChild",
            input,
            lambda work, permit: register_child(
                command,
                work=work,
                permit=permit,
                new_id=new_id,
                today=today,
                seals=seals(),
                register=civil_register(),
            ),
        )
        child_id = strawberry.ID(str(done.id)) if done.id else None
        return RegisterChildPayload(child=done.read(Child), child_id=child_id, user_errors=done.user_errors)

    @strawberry.mutation(description="Notes a child's new home; its dates in the queues stay.")
    async def move_child(
        self, info: AdmissionInfo, input: Annotated[MoveChildInput, GIVEN]
    ) -> MoveChildPayload:
        """See usecases/admission/move_child.py."""
        command = MoveChild(ChildId(entity_id(input.child_id)), input.area)
        done = await info.context.perform(
            "moveChild", input, lambda work, permit: move_child(command, work=work, permit=permit, now=now)
        )
        return MoveChildPayload(child=done.read(Child), user_errors=done.user_errors)

    @strawberry.mutation(description="Lets another person answer for a child that is no pupil yet.")
    async def link_child_guardian(
        self, info: AdmissionInfo, input: Annotated[LinkChildGuardianInput, GIVEN]
    ) -> LinkChildGuardianPayload:
        """See usecases/admission/link_child_guardian.py."""
        command = LinkChildGuardian(
            ChildId(entity_id(input.child_id)), GuardianId(entity_id(input.guardian_id)), input.kind
        )
        done = await info.context.perform(
            "linkChildGuardian",
            input,
            lambda work, permit: link_child_guardian(
                command, work=work, permit=permit, new_id=new_id, today=today
            ),
        )
        return LinkChildGuardianPayload(child=done.read(Child), user_errors=done.user_errors)

    @strawberry.mutation(description="Ends that a person answers for a child that is no pupil yet.")
    async def unlink_child_guardian(
        self, info: AdmissionInfo, input: Annotated[UnlinkChildGuardianInput, GIVEN]
    ) -> UnlinkChildGuardianPayload:
        """See usecases/admission/unlink_child_guardian.py."""
        command = UnlinkChildGuardian(
            ChildId(entity_id(input.child_id)), GuardianId(entity_id(input.guardian_id))
        )
        done = await info.context.perform(
            "unlinkChildGuardian",
            input,
            lambda work, permit: unlink_child_guardian(command, work=work, permit=permit, today=today),
        )
        return UnlinkChildGuardianPayload(child=done.read(Child), user_errors=done.user_errors)

    @strawberry.mutation(description="Makes two records of one child one.")
    async def merge_children(
        self, info: AdmissionInfo, input: Annotated[MergeChildrenInput, GIVEN]
    ) -> MergeChildrenPayload:
        """See usecases/admission/merge_children.py."""
        command = MergeChildren(ChildId(entity_id(input.child_id)), ChildId(entity_id(input.duplicate_id)))
        done = await info.context.perform(
            "mergeChildren",
            input,
            lambda work, permit: merge_children(command, work=work, permit=permit, new_id=new_id, now=now),
        )
        return MergeChildrenPayload(child=done.read(Child), user_errors=done.user_errors)
