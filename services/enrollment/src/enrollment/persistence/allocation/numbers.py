"""The numbers of a revealed seed, given to whoever waits: queue by queue, and a queue as a whole."""

from collections.abc import Collection
from datetime import datetime

from chassis.database import Connection
from enrollment.domain.admission.ids import CampaignId, SeatPlanId
from enrollment.domain.admission.queue_changed import QueueChanged
from enrollment.domain.allocation import Lottery
from enrollment.domain.queue import Entry, Kind
from enrollment.domain.queue.keys import with_number
from enrollment.persistence.allocation.entries import lock_queues
from enrollment.persistence.allocation.steps import Step, write_draw

_AFTER = "select id, waiting from queue where campaign_id = $1 and id > $2 order by id limit $3"
_QUEUES = 200
_ENTRIES = 2000
_WAITING = """
select entry.queue_id, entry.application_id, entry.tier, entry.key, application.child_ref
from queue_entry entry join application on application.id = entry.application_id
where entry.queue_id = any($1) order by entry.queue_id, entry.tier, entry.key
"""


async def queues_after(connection: Connection, campaign: CampaignId, queue: SeatPlanId) -> list[SeatPlanId]:
    """The next queues in the order of their ids: at least one, and no more entries in them than are soon written."""
    taken: list[SeatPlanId] = []
    entries = 0
    for row in await connection.fetch(_AFTER, campaign, queue, _QUEUES):
        entries += row["waiting"]
        if taken and entries > _ENTRIES:
            break
        taken.append(row["id"])
    return taken


async def draw_numbers(
    connection: Connection,
    lottery: Lottery,
    campaign: CampaignId,
    queues: Collection[SeatPlanId],
    *,
    at: datetime,
) -> list[QueueChanged]:
    """Gives everybody who waits in these queues its number; gives one event for each queue that changed."""
    await lock_queues(connection, dict.fromkeys(queues, campaign))
    steps = []
    for row in await connection.fetch(_WAITING, list(queues)):
        before = Entry(row["tier"], (row["key"],))
        after = Entry(row["tier"], (with_number(row["key"], lottery.number(row["child_ref"])),))
        if before != after:
            steps.append(
                Step(row["queue_id"], at, Kind.NUMBERS_DRAWN, "", row["application_id"], before, after)
            )
    return await write_draw(connection, steps, at=at)
