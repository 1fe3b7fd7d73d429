"""The entries of queues as they stand, and the lock of the queues that are about to change."""

from collections.abc import Collection, Mapping
from uuid import UUID

from chassis.database import Connection
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.queue import Entry

_ENTRIES = "select queue_id, application_id, tier, key from queue_entry where application_id = any($1)"
# Locked in the order of their ids, so that two facts that concern several queues never wait for each other.
_LOCK = """
insert into queue (id, campaign_id, version) select id, campaign_id, 0
from unnest($1::uuid[], $2::uuid[]) as wanted (id, campaign_id) order by id on conflict (id) do nothing
"""
_TAKE = "select id, version from queue where id = any($1) order by id for no key update"


async def entries_of(
    connection: Connection, applications: Collection[ApplicationId]
) -> dict[ApplicationId, dict[SeatPlanId, Entry]]:
    """Where applications stand, by queue."""
    found: dict[ApplicationId, dict[SeatPlanId, Entry]] = {}
    for row in await connection.fetch(_ENTRIES, list(applications)):
        found.setdefault(row["application_id"], {})[row["queue_id"]] = Entry(row["tier"], (row["key"],))
    return found


async def lock_queues(connection: Connection, campaigns: Mapping[SeatPlanId, UUID]) -> None:
    """Locks queues, each of its campaign; one that nobody stood in yet begins."""
    queues = sorted(campaigns)
    await connection.execute(_LOCK, queues, [campaigns[queue] for queue in queues])
    await connection.execute(_TAKE, queues)
