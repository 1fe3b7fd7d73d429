"""Figures of a service for operations, as Prometheus reads them, on the port that the world does not see."""

from fastapi import FastAPI, Response

from chassis.audit import unsealed_age
from chassis.clock import now
from chassis.database.pool import Pool

_PAGE = """# HELP bilim_audit_unsealed_seconds Age of the oldest audit entry that no seal covers.
# TYPE bilim_audit_unsealed_seconds gauge
bilim_audit_unsealed_seconds{{service="{service}"}} {age:.3f}
"""


def add_metrics(app: FastAPI, service: str) -> None:
    """`/metrics`, asked of the database of the application whose state this one shares."""

    @app.get("/metrics")
    async def metrics() -> Response:
        pool: Pool = app.state.pool
        async with pool.acquire() as connection:
            age = await unsealed_age(connection, now=now())
        return Response(_PAGE.format(service=service, age=age), media_type="text/plain; version=0.0.4")
