"""Prints how a service would answer a query: its statements, their estimates, and where policy stands in them."""

import orjson

from chassis.credentials import authenticator
from chassis.database.pool import open_pool
from chassis.plan_engine import PlanEngine
from chassis.service import Resources, Service, U
from chassis.settings import platform_settings


async def explain(service: Service[U], query: str, variables: str, token: str | None) -> str:
    """The plan of a query for the holder of a token, or for the public."""
    platform = platform_settings()
    pool = await open_pool(
        service.database_url(service.settings(), platform), application=f"{service.name} explain", size=1
    )
    try:
        headers = [(b"authorization", f"Bearer {token}".encode())] if token else []
        caller = await authenticator(platform)({"headers": headers})
        registry = service.registry(platform)
        work = service.work_on(pool, registry, committed=lambda _: None)
        engine = service.engine(Resources(platform, pool, work))
        if not isinstance(engine, PlanEngine):
            return f"{service.name} does not answer by compiled plans.\n"
        return await engine.plans.explain(query, orjson.loads(variables), caller=caller)
    finally:
        await pool.close()
