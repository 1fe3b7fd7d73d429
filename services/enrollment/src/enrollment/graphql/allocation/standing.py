"""An application's position in a queue, why it is that, and what would move it: fields that `Application` has."""

from datetime import datetime
from typing import Annotated

import strawberry

from chassis.schema import describe_enum
from enrollment.domain.queue import Kind
from readplan import planned

describe_enum(
    Kind,
    "What happened in a queue.",
    SUBMITTED="A family applied, or its appeal was upheld.",
    CLAIM_VERIFIED="A right to a category was found good.",
    CLAIM_REJECTED="A right to a category was found missing.",
    WITHDRAWN="A family withdrew.",
    REJECTED="An application was turned down.",
    CORRECTED="A family changed what it wants.",
    SEAT_PLAN_CHANGED="An order changed the seats.",
    QUEUES_MERGED="Two queues became one.",
    PLACE_OFFERED="A place was offered.",
    OFFER_EXPIRED="Nobody answered an offer.",
    RESTORED="A child had its place in the queue back.",
    PLACED_ELSEWHERE="A child has a place that its family prefers.",
    NUMBERS_DRAWN="The seed was revealed, and ties were broken by it.",
    OFFER_DECLINED="A family did not take a place.",
)


@strawberry.type(description="How many of one tier of the rules stand ahead; never who.")
class AheadByRule:
    """See domain/queue/queue.py."""

    tier: int = strawberry.field(description="The tier, from 0.")
    categories: list[str] = strawberry.field(description="The categories of the tier; none is everyone else.")
    count: int = strawberry.field(description="How many children.")


@strawberry.type(
    description="To whom a place was offered last, by what ordered the child and not by who it is."
)
class LastAdmitted:
    """See graphql/allocation/counting.py."""

    tier: int = strawberry.field(description="The tier, from 0.")
    key: str = strawberry.field(
        description="The values of the pack's order, with bars between; metres that are not known are left out."
    )
    metres: int | None = strawberry.field(
        description="How far its area is from the school; null if the rules do not order by it, or nobody measured."
    )


@strawberry.type(description="One step of a position, and its cause.")
class PositionChange:
    """See domain/queue/explanation.py."""

    at: datetime = strawberry.field(description="When.")
    before: int = strawberry.field(description="The position before.")
    after: int = strawberry.field(description="The position after.")
    kind: Kind = strawberry.field(description="What happened.")
    rule: str = strawberry.field(description="By which rule or category; may be empty.")
    own: bool = strawberry.field(description="Whether it happened to this application itself.")


@strawberry.type(description="Where a child stands in a queue, and why.")
class QueuePosition:
    """See graphql/allocation/counting.py."""

    position: int = strawberry.field(description="1 is the best.")
    tied: int = strawberry.field(description="How many stand level until the numbers are drawn.")
    seats: int = strawberry.field(description="How many seats the programme has.")
    free: int = strawberry.field(description="How many of them nobody holds.")
    ahead: list[AheadByRule] = strawberry.field(description="Who stands ahead, counted by rule.")
    last_admitted: LastAdmitted | None = strawberry.field(description="Who was offered a place last.")
    changes: list[PositionChange] = strawberry.field(
        description="Every change since the asked moment; the amounts add up to the difference."
    )


@strawberry.type(description="What may be expected of a choice if nobody else moves.")
class Outlook:
    """See domain/queue/what_if.py."""

    seat_plan_id: strawberry.ID = strawberry.field(description="The choice.")
    position: int = strawberry.field(description="The position there.")
    seats: int = strawberry.field(description="How many seats there are.")
    within_seats: bool = strawberry.field(description="Whether there would be a place at this position.")


SchoolArgument = Annotated[strawberry.ID, strawberry.argument(description="At this school.")]
SinceArgument = Annotated[
    datetime | None, strawberry.argument(description="From when changes are told; none without it.")
]
ClaimArgument = Annotated[str, strawberry.argument(description="The category that would be verified.")]
ChoicesArgument = Annotated[
    list[strawberry.ID], strawberry.argument(description="Seat plans of the application, the best first.")
]


@strawberry.type(description="What stands in queues.")
class Standing:
    """Fields of `Application`."""

    @planned(description="Where the child stands in the queue of a school; null where it does not.")
    def position(self, school_id: SchoolArgument, since: SinceArgument = None) -> QueuePosition | None: ...

    @planned(description="The position that a verified claim would give; nothing is saved.")
    def position_if_claimed(self, school_id: SchoolArgument, category: ClaimArgument) -> int | None: ...

    @planned(
        description="What an order of choices would lead to; the first within its seats would be got. Nothing is saved."
    )
    def outlook(self, choices: ChoicesArgument) -> list[Outlook] | None: ...
