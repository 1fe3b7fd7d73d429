"""Figures of a service for operations, as Prometheus reads them, on the port that the world does not see."""

from fastapi import FastAPI, Response

from chassis.audit import unsealed_age
from chassis.clock import now
from chassis.database.pool import Pool
from chassis.events.metrics import event_metrics
from chassis.events.webhooks.metrics import webhook_metrics
from chassis.telemetry.openmetrics import CONTENT_TYPE, Gauge, Sample, render


def add_metrics(app: FastAPI, service: str) -> None:
    """`/metrics`, asked of the database of the application whose state this one shares."""

    @app.get("/metrics")
    async def metrics() -> Response:
        pool: Pool = app.state.pool
        gauges = [await audit_gauge(pool), *await event_metrics(pool), *await webhook_metrics(pool)]
        return Response(render(gauges, service=service), headers={"content-type": CONTENT_TYPE})


async def audit_gauge(pool: Pool) -> Gauge:
    """Whether the audit is sealed as it should be."""
    async with pool.acquire() as connection:
        age = await unsealed_age(connection, now=now())
    return Gauge(
        "bilim_audit_unsealed_seconds", "Age of the oldest audit entry that no seal covers.", (Sample(age),)
    )
