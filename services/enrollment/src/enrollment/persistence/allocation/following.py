"""How queues follow facts: each changes entries, is remembered as a step, and tells who may have moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.database import Connection
from enrollment.domain.admission.happening import Happening, Waiting, preferred
from enrollment.domain.admission.ids import ApplicationId, CampaignId, SeatPlanId
from enrollment.domain.admission.queue_changed import QueueChanged
from enrollment.domain.queue import Entry, Kind
from enrollment.domain.queue.keys import keyed
from enrollment.persistence.allocation.entries import entries_of, lock_queues
from enrollment.persistence.allocation.lotteries import Lotteries
from enrollment.persistence.allocation.steps import Step, write_steps

_PENDING = """
select fact.kind, fact.rule, fact.at, fact.application_id, fact.seat_plan_id, fact.after, fact.seats,
       application.accepted_seat_plan_id
from queue_fact fact left join application on application.id = fact.application_id
where fact.campaign_id = $1 and not fact.followed order by fact.no limit $2
"""
_FOLLOWED = """
update queue_fact set followed = true where no in (
    select no from queue_fact where campaign_id = $1 and not followed order by no limit $2
)
"""
# One follower of a campaign at a time; a second one waits, and finds nothing left to do.
_ALONE = "select pg_advisory_xact_lock(hashtextextended('queues of ' || $1, 0))"
_AT_ONCE = 2000
_SCHOOLS = "select id, school_id from seat_plan where id = any($1)"
_OF_CLAIMS = {Kind.CLAIM_VERIFIED, Kind.CLAIM_REJECTED}


@dataclass(frozen=True, slots=True)
class Following:
    """Lets what was written down about a campaign's queues happen in its order."""

    connection: Connection
    lotteries: Lotteries

    async def follow(self, campaign: CampaignId) -> list[QueueChanged]:
        """Lets all of it happen; gives what to tell."""
        await self.connection.execute(_ALONE, str(campaign))
        told: list[QueueChanged] = []
        while rows := await self.connection.fetch(_PENDING, campaign, _AT_ONCE):
            told += await self._happen([happening_of(campaign, dict(row)) for row in rows])
            await self.connection.execute(_FOLLOWED, campaign, len(rows))
        return told

    async def _happen(self, happenings: Sequence[Happening]) -> list[QueueChanged]:
        concerned = {each.application_id for each in happenings if each.application_id}
        entries = await entries_of(self.connection, concerned)
        schools = await self._schools_of(happenings, entries)
        queues = {queue: each.campaign_id for each in happenings for queue in _queues(each, entries)}
        await lock_queues(self.connection, queues)
        steps: list[Step] = []
        for each in happenings:
            steps += await self._steps_of(each, entries, schools)
        return await write_steps(self.connection, steps)

    async def _steps_of(
        self,
        each: Happening,
        entries: dict[ApplicationId, dict[SeatPlanId, Entry]],
        schools: Mapping[SeatPlanId, str],
    ) -> list[Step]:
        if each.application_id is None:
            return [Step.of_seats(each)]
        before = entries.get(each.application_id, {})
        after = await self._entries_after(each, schools, before) if each.after else {}
        entries[each.application_id] = after
        moved = [
            queue for queue in sorted(before.keys() | after.keys()) if before.get(queue) != after.get(queue)
        ]
        return [Step.of(each, queue, before.get(queue), after.get(queue)) for queue in moved]

    async def _entries_after(
        self, each: Happening, schools: Mapping[SeatPlanId, str], before: Mapping[SeatPlanId, Entry]
    ) -> dict[SeatPlanId, Entry]:
        rules, lottery = await self.lotteries.of(each.campaign_id)
        waiting = each.after
        if waiting is None:
            return {}
        number = lottery.number(waiting.ref) if lottery else ""
        return {
            plan: keyed(
                rules,
                rules.tier(_held_at(waiting, schools[plan])),
                registered_at=waiting.registered_at,
                number=number,
                distance=waiting.distance.get(plan),
            )
            for plan in waiting.plans
            # What is decided about a claim lets nobody into a queue that it has left.
            if each.kind not in _OF_CLAIMS or plan in before
        }

    async def _schools_of(
        self, happenings: Sequence[Happening], entries: Mapping[Any, Mapping[SeatPlanId, Entry]]
    ) -> dict[SeatPlanId, str]:
        wanted = {queue for each in happenings for queue in _queues(each, entries)}
        rows = await self.connection.fetch(_SCHOOLS, list(wanted))
        return {row["id"]: str(row["school_id"]) for row in rows}


def happening_of(campaign: CampaignId, row: Mapping[str, Any]) -> Happening:
    """A fact as it was written down."""
    return Happening(
        campaign_id=campaign,
        kind=Kind(row["kind"]),
        at=row["at"],
        rule=row["rule"],
        application_id=row["application_id"],
        after=None if row["after"] is None else _waiting(row["after"], row["accepted_seat_plan_id"]),
        plan=row["seat_plan_id"],
        seats=row["seats"],
    )


def _waiting(after: Mapping[str, Any], accepted: SeatPlanId | None) -> Waiting:
    """How an application waits; who has accepted a place waits for what it ranked above it alone."""
    plans = [SeatPlanId(UUID(plan)) for plan in after["choices"]]
    return Waiting(
        ref=after["ref"],
        registered_at=after["registeredAt"],
        plans=tuple(plans) if accepted is None else preferred(plans, SeatPlanId(UUID(str(accepted)))),
        claims=tuple((claim["category"], claim["school"]) for claim in after["claims"]),
        catchment=tuple(after["catchment"]),
        # Of facts that were written down before homes were measured, nobody knows it.
        distance={SeatPlanId(UUID(plan)): metres for plan, metres in after.get("distance", {}).items()},
    )


def _queues(each: Happening, entries: Mapping[Any, Mapping[SeatPlanId, Entry]]) -> Iterable[SeatPlanId]:
    if each.application_id is None:
        return {each.plan} if each.plan else set()
    return {*entries.get(each.application_id, ()), *(each.after.plans if each.after else ())}


def _held_at(waiting: Waiting, school: str) -> list[str]:
    """The categories that an application holds at a school."""
    claimed = [category for category, where in waiting.claims if where in (None, school)]
    return [*claimed, "CATCHMENT"] if school in waiting.catchment else claimed
