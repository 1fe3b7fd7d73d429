"""How webhooks stand, for operations: how many flow or were stopped, what waits, and how far behind they are."""

from typing import Any

from chassis.database.pool import Pool
from chassis.telemetry.openmetrics import Gauge, Sample

# By contract and not by webhook: there are few of them, and an alarm names whom to call.
_BY_STATE = (
    "select contract_id::text as contract, state, count(*) as number from webhook group by 1, 2 order by 1, 2"
)
_BEHIND = """
select webhook.contract_id::text as contract, max(head.position - webhook.position) as behind,
       sum((select count(*) from webhook_owed where webhook_id = webhook.id))::int as owed
from webhook cross join event_log_head as head where webhook.state = 'ACTIVE' group by 1 order by 1
"""


async def webhook_metrics(pool: Pool) -> list[Gauge]:
    """The figures of one service."""
    states = await pool.fetch(_BY_STATE)
    behind = await pool.fetch(_BEHIND)
    return [
        Gauge(
            "bilim_webhooks",
            "Webhooks by contract and state; GONE, FAILING and HELD get nothing.",
            tuple(
                Sample(row["number"], {"contract": row["contract"], "state": row["state"]}) for row in states
            ),
        ),
        Gauge(
            "bilim_webhook_lag",
            "Events that a contract's webhook has not been offered yet.",
            _of(behind, "behind"),
        ),
        Gauge("bilim_webhook_owed", "Deliveries that failed or wait behind such a one.", _of(behind, "owed")),
    ]


def _of(rows: Any, column: str) -> tuple[Sample, ...]:
    return tuple(Sample(row[column], {"contract": row["contract"]}) for row in rows)
