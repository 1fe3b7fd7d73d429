"""The queues as facts make them: each fact changes entries, is remembered as a step, and tells who may have moved."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.database import Connection
from enrollment.domain.admission.happening import Happening, Waiting, preferred
from enrollment.domain.admission.ids import ApplicationId, CampaignId, SeatPlanId
from enrollment.domain.admission.queue_changed import QueueChanged
from enrollment.domain.queue import Entry, Kind, Rules
from enrollment.domain.queue.keys import keyed, with_number
from enrollment.domain.queue.rules import padded
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
_BEHIND = "select distinct campaign_id from queue_fact where not followed"
# One follower of a campaign at a time; a second one waits, and finds nothing left to do.
_ALONE = "select pg_advisory_xact_lock(hashtextextended('queues of ' || $1, 0))"
_AT_ONCE = 2000
_ENTRIES = "select queue_id, application_id, tier, key from queue_entry where application_id = any($1)"
_SCHOOLS = "select id, school_id from seat_plan where id = any($1)"
# Locked in the order of their ids, so that two facts that concern several queues never wait for each other.
_LOCK = """
insert into queue (id, campaign_id, version) select id, campaign_id, 0
from unnest($1::uuid[], $2::uuid[]) as wanted (id, campaign_id) order by id on conflict (id) do nothing
"""
_TAKE = "select id, version from queue where id = any($1) order by id for update"
_HEAD = """
select distinct on (entry.tier) entry.application_id, entry.tier, entry.key
from queue_entry entry join application on application.id = entry.application_id
where entry.queue_id = $1 and application.state = any($2)
order by entry.tier, entry.key
"""
_WAITING = """
select entry.queue_id, entry.application_id, entry.tier, entry.key, application.child_ref
from queue_entry entry join queue on queue.id = entry.queue_id
join application on application.id = entry.application_id
where queue.campaign_id = $1 order by entry.queue_id, entry.tier, entry.key
"""
_FREE = """
select seat_plan.id from seat_plan join campaign on campaign.id = seat_plan.campaign_id
where seat_plan.held < seat_plan.seats and campaign.state in ('OFFERING', 'WAVE_OPEN', 'WAVE_CLOSED')
and exists (
    select from allocation_run where allocation_run.campaign_id = campaign.id and allocation_run.state = 'CONFIRMED'
)
and exists (
    select from queue_entry entry join application on application.id = entry.application_id
    where entry.queue_id = seat_plan.id and (application.state in ('QUEUED', 'ACCEPTED_WAITING')
        or application.state = 'REGISTERED' and campaign.kind = 'KINDERGARTEN')
)
order by seat_plan.id
"""
_COUNTS = """
select tier, count(*) as size, count(*) filter (where key < $2) as before
from queue_entry where queue_id = $1 group by tier
"""
_QUEUE = "select campaign_id, last_tier, last_key, admitted from queue where id = $1"


_OF_CLAIMS = {Kind.CLAIM_VERIFIED, Kind.CLAIM_REJECTED}


class SqlQueues:
    """See usecases/allocation/ports.py."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.lotteries = Lotteries(connection)

    async def behind(self) -> list[CampaignId]:
        """The campaigns in whose queues something happened that entries and steps do not show yet."""
        return [row["campaign_id"] for row in await self._connection.fetch(_BEHIND)]

    async def follow(self, campaign: CampaignId) -> list[QueueChanged]:
        """Lets what was written down happen in its order; gives what to tell."""
        await self._connection.execute(_ALONE, str(campaign))
        told: list[QueueChanged] = []
        while rows := await self._connection.fetch(_PENDING, campaign, _AT_ONCE):
            told += await self._happen([happening_of(campaign, dict(row)) for row in rows])
            await self._connection.execute(_FOLLOWED, campaign, len(rows))
        return told

    async def _happen(self, happenings: Sequence[Happening]) -> list[QueueChanged]:
        entries = await self._entries_of([each.application_id for each in happenings if each.application_id])
        schools = await self._schools_of(happenings, entries)
        await self._lock({queue: each.campaign_id for each in happenings for queue in _queues(each, entries)})
        steps: list[Step] = []
        for each in happenings:
            steps += await self._steps_of(each, entries, schools)
        return await write_steps(self._connection, steps)

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
                rules.tier(held_at(waiting, schools[plan])),
                registered_at=waiting.registered_at,
                number=number,
            )
            for plan in waiting.plans
            # What is decided about a claim lets nobody into a queue that it has left.
            if each.kind not in _OF_CLAIMS or plan in before
        }

    async def head(
        self, queue: SeatPlanId, campaign: CampaignId, states: Collection[str]
    ) -> ApplicationId | None:
        """The application to which the next free place is offered; None where nobody in these states waits."""
        rules, _ = await self.lotteries.of(campaign)
        found = await self._connection.fetchrow(_QUEUE, queue)
        if found is None:
            return None
        heads = await self._connection.fetch(_HEAD, queue, sorted(states))
        sizes = [0] * (rules.everyone_else + 1)
        for row in heads:
            sizes[row["tier"]] = 1
        admitted = padded(found["admitted"], len(sizes))
        ranked = {row["application_id"]: sum(rules.ahead(row["tier"], 0, sizes, admitted)) for row in heads}
        return min(ranked, key=ranked.__getitem__) if ranked else None

    async def with_free_places(self) -> list[SeatPlanId]:
        """The programmes where a place is free and somebody waits, of campaigns that offer places."""
        return [row["id"] for row in await self._connection.fetch(_FREE)]

    async def draw_numbers(self, campaign: CampaignId, *, at: datetime) -> list[QueueChanged]:
        """Gives everybody who waits the number of the seed that was just revealed."""
        self.lotteries.forget()
        _, lottery = await self.lotteries.of(campaign)
        if lottery is None:
            return []
        rows = await self._connection.fetch(_WAITING, campaign)
        steps = []
        for row in rows:
            before = Entry(row["tier"], (row["key"],))
            after = Entry(row["tier"], (with_number(row["key"], lottery.number(row["child_ref"])),))
            if before != after:
                steps.append(
                    Step(row["queue_id"], at, Kind.NUMBERS_DRAWN, "", row["application_id"], before, after)
                )
        await self._lock({row["queue_id"]: campaign for row in rows})
        return await write_steps(self._connection, steps)

    async def standing(
        self, queue: SeatPlanId, campaign: CampaignId, application: ApplicationId
    ) -> tuple[int, Entry] | None:
        """Where an application stands now, and by which entry."""
        rules, _ = await self.lotteries.of(campaign)
        entry = (await self._entries_of([application])).get(application, {}).get(queue)
        if entry is None:
            return None
        found = await self._connection.fetchrow(_QUEUE, queue)
        rows = await self._connection.fetch(_COUNTS, queue, entry.key[0])
        sizes, before = counted(rows, rules, entry)
        admitted = padded(found["admitted"] if found else (), len(sizes))
        return 1 + sum(rules.ahead(entry.tier, before, sizes, admitted)), entry

    async def _entries_of(
        self, applications: Iterable[ApplicationId]
    ) -> dict[ApplicationId, dict[SeatPlanId, Entry]]:
        found: dict[ApplicationId, dict[SeatPlanId, Entry]] = {}
        for row in await self._connection.fetch(_ENTRIES, list(set(applications))):
            entry = Entry(row["tier"], (row["key"],))
            found.setdefault(row["application_id"], {})[row["queue_id"]] = entry
        return found

    async def _schools_of(
        self, happenings: Sequence[Happening], entries: Mapping[Any, Mapping[SeatPlanId, Entry]]
    ) -> dict[SeatPlanId, str]:
        wanted = {queue for each in happenings for queue in _queues(each, entries)}
        rows = await self._connection.fetch(_SCHOOLS, list(wanted))
        return {row["id"]: str(row["school_id"]) for row in rows}

    async def _lock(self, campaigns: Mapping[UUID, UUID]) -> None:
        queues = sorted(campaigns)
        await self._connection.execute(_LOCK, queues, [campaigns[queue] for queue in queues])
        await self._connection.execute(_TAKE, queues)


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
    )


def _queues(each: Happening, entries: Mapping[Any, Mapping[SeatPlanId, Entry]]) -> set[SeatPlanId]:
    if each.application_id is None:
        return {each.plan} if each.plan else set()
    return {*entries.get(each.application_id, ()), *(each.after.plans if each.after else ())}


def held_at(waiting: Waiting, school: str) -> list[str]:
    """The categories that an application holds at a school."""
    claimed = [category for category, where in waiting.claims if where in (None, school)]
    return [*claimed, "CATCHMENT"] if school in waiting.catchment else claimed


def counted(rows: Iterable[Any], rules: Rules, entry: Entry) -> tuple[list[int], int]:
    """The size of each tier, and how many of the entry's own stand before it."""
    sizes, before = [0] * (rules.everyone_else + 1), 0
    for row in rows:
        sizes[row["tier"]] = row["size"]
        if row["tier"] == entry.tier:
            before = row["before"]
    return sizes, before
