"""How positions are answered: counted in the queues of the moment, for each application that is asked for."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import strawberry

from chassis.identity import Caller
from chassis.identity.rls import AsViewer, viewer_role
from chassis.schema import entity_id
from enrollment.graphql.allocation.counting import Fetch, Position, Positions
from enrollment.graphql.allocation.standing import Outlook
from readplan.binding import Binding

Keys = Sequence[Any]
Arguments = Mapping[str, Any]


async def _position(
    fetch: Fetch, _caller: Caller, keys: Keys, arguments: Arguments
) -> dict[Any, Position | None]:
    positions, school = Positions(fetch), entity_id(arguments["schoolId"])
    since = arguments.get("since")
    return {key: await positions.explain(_id(key), school=school, since=since) for key in keys}


async def _position_if_claimed(
    fetch: Fetch, _caller: Caller, keys: Keys, arguments: Arguments
) -> dict[Any, int | None]:
    positions, school = Positions(fetch), entity_id(arguments["schoolId"])
    category = arguments["category"]
    return {key: await positions.with_claim(_id(key), school=school, category=category) for key in keys}


async def _outlook(
    fetch: Fetch, _caller: Caller, keys: Keys, arguments: Arguments
) -> dict[Any, list[Outlook]]:
    plans = [entity_id(plan) for plan in arguments["choices"]]
    return {key: await _outlooks(Positions(fetch), _id(key), plans) for key in keys}


async def _outlooks(positions: Positions, application: UUID, plans: Sequence[UUID]) -> list[Outlook]:
    found = [(plan, await positions.at_plan(application, plan)) for plan in plans]
    return [
        Outlook(
            seat_plan_id=strawberry.ID(str(plan)), position=at[0], seats=at[1], within_seats=at[0] <= at[1]
        )
        for plan, at in found
        if at is not None
    ]


def _id(key: Any) -> UUID:
    return key if isinstance(key, UUID) else UUID(str(key))


def answer_positions(application: Binding) -> None:
    """The fields of an application that tell where it stands."""
    role = viewer_role("enrollment")
    application.batch("position", fn=AsViewer(_position, role), fetches=True)
    application.batch("position_if_claimed", fn=AsViewer(_position_if_claimed, role), fetches=True)
    application.batch("outlook", fn=AsViewer(_outlook, role), fetches=True)
