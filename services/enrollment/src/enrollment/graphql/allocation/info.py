"""What a mutation of allocation finds around it."""

import strawberry
from strawberry.types import Info

from chassis.schema import Context
from enrollment.domain.admission.ids import ActorId
from enrollment.usecases.allocation.ports import AllocationUnit

AllocationInfo = Info[Context[AllocationUnit], None]
GIVEN = strawberry.argument(description="What is to be done, and with what.")


def actor(info: AllocationInfo) -> ActorId:
    """Who asks."""
    return ActorId(info.context.caller.viewer.subject or "")
