"""The queues as facts have made them: who is next, where somebody stands, and what is behind."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from chassis.database import Connection
from enrollment.domain.admission.ids import ApplicationId, CampaignId, SeatPlanId
from enrollment.domain.admission.queue_changed import QueueChanged
from enrollment.domain.queue import Entry, Rules
from enrollment.domain.queue.rules import padded
from enrollment.persistence.allocation.entries import entries_of
from enrollment.persistence.allocation.following import Following
from enrollment.persistence.allocation.lotteries import Lotteries
from enrollment.persistence.allocation.numbers import draw_numbers, queues_after

_BEHIND = "select distinct campaign_id from queue_fact where not followed"
_HEAD = """
select distinct on (entry.tier) entry.application_id, entry.tier, entry.key
from queue_entry entry join application on application.id = entry.application_id
where entry.queue_id = $1 and application.state = any($2) and entry.application_id <> all($3::uuid[])
order by entry.tier, entry.key
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


class SqlQueues:
    """See usecases/allocation/ports.py."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lotteries = Lotteries(connection)

    async def behind(self) -> list[CampaignId]:
        """The campaigns in whose queues something happened that entries and steps do not show yet."""
        return [row["campaign_id"] for row in await self._connection.fetch(_BEHIND)]

    async def follow(self, campaign: CampaignId) -> list[QueueChanged]:
        """Lets what was written down happen in its order; gives what to tell."""
        return await Following(self._connection, self._lotteries).follow(campaign)

    async def after(self, campaign: CampaignId, queue: SeatPlanId) -> list[SeatPlanId]:
        """The next queues of a campaign, about as many as one transaction renumbers."""
        return await queues_after(self._connection, campaign, queue)

    async def draw_numbers(
        self, campaign: CampaignId, queues: Collection[SeatPlanId], *, at: datetime
    ) -> list[QueueChanged]:
        """Gives everybody who waits in these queues the number of the seed that was revealed."""
        _, lottery = await self._lotteries.of(campaign)
        if lottery is None:
            return []
        return await draw_numbers(self._connection, lottery, campaign, queues, at=at)

    async def entries(
        self, applications: Collection[ApplicationId]
    ) -> dict[ApplicationId, dict[SeatPlanId, Entry]]:
        """Where applications stand, by queue."""
        return await entries_of(self._connection, applications)

    async def head(
        self,
        queue: SeatPlanId,
        campaign: CampaignId,
        states: Collection[str],
        *,
        besides: Collection[ApplicationId] = (),
    ) -> ApplicationId | None:
        """The application to which the next free place is offered; None where nobody else in these states waits."""
        rules, _ = await self._lotteries.of(campaign)
        found = await self._connection.fetchrow(_QUEUE, queue)
        if found is None:
            return None
        heads = await self._connection.fetch(_HEAD, queue, sorted(states), list(besides))
        sizes = [0] * (rules.everyone_else + 1)
        for row in heads:
            sizes[row["tier"]] = 1
        admitted = padded(found["admitted"], len(sizes))
        ranked = {row["application_id"]: sum(rules.ahead(row["tier"], 0, sizes, admitted)) for row in heads}
        return min(ranked, key=ranked.__getitem__) if ranked else None

    async def with_free_places(self) -> list[SeatPlanId]:
        """The programmes where a place is free and somebody waits, of campaigns that offer places."""
        return [row["id"] for row in await self._connection.fetch(_FREE)]

    async def standing(
        self, queue: SeatPlanId, campaign: CampaignId, application: ApplicationId
    ) -> tuple[int, Entry] | None:
        """Where an application stands now, and by which entry."""
        rules, _ = await self._lotteries.of(campaign)
        entry = (await self.entries([application])).get(application, {}).get(queue)
        if entry is None:
            return None
        found = await self._connection.fetchrow(_QUEUE, queue)
        rows = await self._connection.fetch(_COUNTS, queue, entry.key[0])
        sizes, before = _counted(rows, rules, entry)
        admitted = padded(found["admitted"] if found else (), len(sizes))
        return 1 + sum(rules.ahead(entry.tier, before, sizes, admitted)), entry


def _counted(rows: Iterable[Any], rules: Rules, entry: Entry) -> tuple[list[int], int]:
    """The size of each tier, and how many of the entry's own stand before it."""
    sizes, before = [0] * (rules.everyone_else + 1), 0
    for row in rows:
        sizes[row["tier"]] = row["size"]
        if row["tier"] == entry.tier:
            before = row["before"]
    return sizes, before
