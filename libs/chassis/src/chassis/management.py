"""What operations ask a worker: whether it lives, whether its database answers, and its figures."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from chassis.app import add_health
from chassis.database.pool import open_pool
from chassis.metrics import add_metrics
from chassis.server import listen, serving_beside
from chassis.service import Service
from chassis.settings import platform_settings


@asynccontextmanager
async def worker_management(service: Service[Any], host: str, port: int | None) -> AsyncIterator[None]:
    """`/health`, `/ready` and `/metrics` on this port while the block lasts; nothing without a port."""
    if port is None:
        yield
        return
    url = service.database_url(service.settings(), platform_settings())
    async with await open_pool(url, application=f"{service.name} management", size=1) as pool:
        application = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        application.state.pool = pool
        add_health(application)
        add_metrics(application, service.name)
        async with serving_beside(application, listen(host, port)):
            yield
