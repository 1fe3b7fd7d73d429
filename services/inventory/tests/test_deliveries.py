"""From a mutation to a receiver that verifies: the service and its worker, each as it runs, on one database."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest_asyncio
import uvicorn
from aiohttp import web
from standardwebhooks import Webhook as Verifier

from chassis.app import create_service_app
from chassis.background import background_tasks
from chassis.credentials import development_issuer
from chassis.settings import PlatformSettings
from chassis.testing.asgi import graphql
from chassis.testing.databases import Database
from chassis.testing.postgres import NewDatabase
from chassis.worker import work
from inventory.app import SERVICE

CREATE = """mutation ($input: CreateWebhookInput!) {
    createWebhook(input: $input) { webhook { id secret } userErrors { code } } }"""
TRY = "mutation ($input: TryWebhookInput!) { tryWebhook(input: $input) { userErrors { code } } }"
SEEN = """query ($id: ID!) { webhook(id: $id) {
    inventoryDelivery { state owed } inventoryAttempts(last: 3) { nodes { eventType attempt outcome } } } }"""
CONTRACT = UUID("01970000-0000-7000-8000-00000000c0de")

Got = list[tuple[dict[str, str], bytes]]


@asynccontextmanager
async def listening(app: Any, port: socket.socket) -> AsyncIterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    task = asyncio.create_task(server.serve(sockets=[port]))
    try:
        yield f"http://127.0.0.1:{port.getsockname()[1]}"
    finally:
        app.begin_stop()
        server.should_exit = True
        await task


@asynccontextmanager
async def receiving(got: Got) -> AsyncIterator[str]:
    async def take(request: web.Request) -> web.Response:
        got.append(({name.lower(): text for name, text in request.headers.items()}, await request.read()))
        return web.Response(status=204)

    with socket.create_server(("127.0.0.1", 0)) as port:
        app = web.Application()
        app.router.add_post("/", take)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, port).start()
        yield f"http://127.0.0.1:{port.getsockname()[1]}/"
        await runner.cleanup()


@pytest_asyncio.fixture
async def database(new_database: NewDatabase) -> Database:
    return await new_database("inventory")


async def test_a_trial_arrives_signed_and_its_attempt_is_seen(database: Database, tmp_path: Path) -> None:
    platform = PlatformSettings(key_file=str(tmp_path / "key.json"))
    got: Got = []
    with socket.create_server(("127.0.0.1", 0)) as port:
        feeds = {"inventory": f"http://127.0.0.1:{port.getsockname()[1]}/events"}
        settings = SERVICE.settings(database_url=database.app_url, feeds=feeds)
        app = create_service_app(SERVICE, settings, platform)
        async with (
            listening(app, port),
            receiving(got) as url,
            background_tasks(SERVICE, settings, platform) as tasks,
        ):
            stop = asyncio.Event()
            worker = asyncio.create_task(work(tasks, stop=stop))
            try:
                created, attempts = await _tried(app, platform, url)
            finally:
                stop.set()
                await worker

    ((headers, body),) = got
    event = Verifier(created["secret"]).verify(body, headers)
    assert event == json.loads(body)
    assert (event["type"], event["subject"]) == ("bilim.inventory.WebhookTried.v1", created["id"])
    assert attempts == {
        "inventoryDelivery": {"state": "ACTIVE", "owed": 0},
        "inventoryAttempts": {
            "nodes": [{"eventType": "bilim.inventory.WebhookTried.v1", "attempt": 1, "outcome": "HTTP 204"}]
        },
    }


async def _tried(app: Any, platform: PlatformSettings, url: str) -> tuple[Any, Any]:
    """A webhook made and tried; what was made, and what is seen of it when the trial has arrived."""
    grants = [f"integrator@contract:{CONTRACT}"]
    token = development_issuer(platform).sign("office", client="tests", grants=grants)
    await _agree(app)
    made = await graphql(app, CREATE, {"input": {"contractId": str(CONTRACT), "url": url}}, token=token)
    created = made["data"]["createWebhook"]["webhook"]
    await graphql(app, TRY, {"input": {"webhookId": created["id"]}}, token=token)
    async with asyncio.timeout(90):
        attempts = "select count(*) from webhook_attempt"
        while not await app.state.pool.fetchval(attempts):  # noqa: ASYNC110 - a worker of its own delivers
            await asyncio.sleep(0.02)
    seen = await graphql(app, SEEN, {"id": created["id"]}, token=token)
    return created, seen["data"]["webhook"]


async def _agree(app: Any) -> None:
    """A contract over one district, in which a trial does not happen: it arrives all the same."""
    async with asyncio.timeout(90):
        while not hasattr(app.state, "pool"):  # noqa: ASYNC110 - the server is starting
            await asyncio.sleep(0.02)
    await app.state.pool.execute(
        """insert into contract (id, client, purpose, topics, is_countrywide, region_ids, district_ids, school_ids,
                                 valid_from, valid_until, state, version)
        values ($1::uuid, 'office', 'SANDBOX', $2, false, '{}', array[$1::uuid], '{}',
                now() - interval '1 day', now() + interval '60 days', 'AGREED', 1)""",
        CONTRACT,
        {"bilim.inventory.asset.v1": None},
    )
