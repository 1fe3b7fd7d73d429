"""A family follows its place in the queues: what it is told, and when."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.types import Info

from chassis.identity import OutOfScope
from chassis.schema import EventCursor, entity_id
from chassis.schema.following import Fetch, Following, Record, Seen
from enrollment.domain.queue import Change, Kind
from enrollment.graphql.admission.campaign_types import SeatPlan
from enrollment.graphql.admission.types import Application
from enrollment.graphql.subscriptions.standings import Place, Told, standings
from readplan import ref

_IS_SEEN = "select from application where id = $1"
_APPLICATION = "query Followed($id: ID!) { application(id: $id) { id } }"

ApplicationArgument = Annotated[strawberry.ID, strawberry.argument(description="Of this application.")]
AfterArgument = Annotated[
    EventCursor | None,
    strawberry.argument(
        description="Where an earlier subscription stopped: what changed since is told at once, and if nothing did, "
        "nothing. Without it the present state is told first."
    ),
]


@strawberry.type(
    description="What moved a position: everything of one kind and rule together, and nobody's name."
)
class PositionCause:
    """See domain/queue/explanation.py."""

    kind: Kind = strawberry.field(description="What happened.")
    rule: str = strawberry.field(description="By which rule or category; may be empty.")
    own: bool = strawberry.field(description="Whether it happened to this application itself.")
    amount: int = strawberry.field(description="How far it moved the child back; less than 0 is forward.")
    at: datetime = strawberry.field(description="When it last happened.")


@strawberry.type(description="Where a child stands at one of its choices.")
class ChoicePosition:
    """See graphql/subscriptions/standings.py."""

    rank: int = strawberry.field(description="Which choice it is; 1 is the most wanted.")
    position: int | None = strawberry.field(
        description="The position; 1 is the best. Null where the child does not stand in the queue."
    )
    before: int | None = strawberry.field(
        description="The position that was told before; null if none was, or where the child did not stand."
    )
    causes: list[PositionCause] = strawberry.field(
        description="What moved it since; between two positions the amounts add up to the difference."
    )
    seat_plan: SeatPlan | None = strawberry.field(description="The seats that are chosen.")


@strawberry.type(description="That the place of a child in its queues changed, or what it is to begin with.")
class PositionChanged:
    """See Subscription.position_changed."""

    cursor: EventCursor = strawberry.field(description="To go on after this: give it as `after`.")
    choices: list[ChoicePosition] = strawberry.field(
        description="Every choice of the application, the most wanted first."
    )
    application: Application | None = strawberry.field(description="The application.")


@strawberry.type(description="What may be followed as it happens.")
class PositionSubscription:
    """What a family follows."""

    @strawberry.subscription(
        description="Where a child stands at each of its choices: at once, and whenever one of these positions "
        "changed. It ends when the token expires or the application may no longer be read."
    )
    async def position_changed(
        self,
        info: Info[Following, None],
        application_id: ApplicationArgument,
        after: AfterArgument = None,
    ) -> AsyncGenerator[PositionChanged | None, None]:
        application = entity_id(application_id)
        record = Record(str(application), _APPLICATION, {"id": str(application)})
        return info.context.follow("positionChanged", record, partial(_look, application), after=after)


async def _look(application: UUID, fetch: Fetch, told: Any) -> Seen[PositionChanged]:
    before = None if told is None else {UUID(plan): Told(*rest) for plan, *rest in told}
    places = await standings(fetch, application, before)
    if not places and not await fetch(_IS_SEEN, application):
        # Taken away from the viewer since it was asked for: that is the end, and no news of empty places.
        raise OutOfScope("position_changed")
    return Seen(
        keys=frozenset(str(place.plan) for place in places),
        state=[(place.plan.hex, place.version, place.position) for place in places],
        news=partial(_changed, application, places) if _is_news(places, before) else None,
    )


def _is_news(places: Sequence[Place], before: Mapping[UUID, Told] | None) -> bool:
    if before is None or any(place.is_news for place in places):
        return True
    gone = before.keys() - {place.plan for place in places}
    return any(before[plan].position is not None for plan in gone)


def _changed(application: UUID, places: Sequence[Place], cursor: EventCursor) -> PositionChanged:
    return PositionChanged(
        cursor=cursor,
        choices=[
            ChoicePosition(
                rank=place.rank,
                position=place.position,
                before=place.before,
                causes=_causes(place.changes),
                seat_plan=ref(SeatPlan, id=place.plan),
            )
            for place in places
        ],
        application=ref(Application, id=application),
    )


def _causes(changes: Sequence[Change]) -> list[PositionCause]:
    """What happened together, in the order in which it happened first."""
    causes: dict[tuple[Kind, str, bool], PositionCause] = {}
    for change in changes:
        cause = causes.setdefault(
            (change.kind, change.rule, change.own),
            PositionCause(kind=change.kind, rule=change.rule, own=change.own, amount=0, at=change.at),
        )
        cause.amount += change.amount
        cause.at = change.at
    return list(causes.values())
