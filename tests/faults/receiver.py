"""Two more parts: who delivers to a webhook, and an office's receiver that loses answers; and what I7 says of them.

Time passes a hundred times as fast for the deliverer, so that waiting five minutes is waiting three seconds.
"""

import json
import os
import random
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import uvicorn
from setting import OWNER, TOPIC, Setting, registry
from standardwebhooks import Webhook as Verifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chassis.database.pool import open_pool
from chassis.events.bells import ringing
from chassis.events.contracts import Contracts
from chassis.events.log import EventLog
from chassis.events.webhooks import (
    Deliverer,
    Sealer,
    Sender,
    SharedSecret,
    SigningKey,
    Source,
    Webhook,
    Webhooks,
)

RECEIVER_TABLE = """
create table received (n bigint generated always as identity primary key, event_id uuid not null, key text not null,
                       position bigint not null)
"""
_CONTRACT = """
insert into contract (id, client, purpose, topics, is_countrywide, region_ids, district_ids, school_ids,
                      valid_from, valid_until, state, version)
values ($1, 'office', 'SANDBOX', $2, true, '{}', '{}', '{}', '2026-01-01', '2200-01-01', 'AGREED', 1)
"""
_WEBHOOK = """
insert into webhook (id, contract_id, url, secrets, paused, log, position)
select $1, $2, $3, $4, false, log, 0 from event_log_head
"""
_LOGGED = "select event_id from event_log where topic = $1"
_RECEIVED = "select event_id, key, position from received order by n"

SECRET = SharedSecret(b"a secret of the fault test only!")
_SEALER = Sealer({"faults": b"k" * 32})
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_FASTER = 100
_ANSWERS_LOST = 0.03
_REFUSED = 0.05


async def subscribe(owner: Any, port: int) -> None:
    """A contract over everything, and its webhook, in the writer's database."""
    contract, webhook = uuid4(), uuid4()
    topics, secrets = json.dumps({TOPIC: None}), [{"sealed": _sealed(webhook), "until": None}]
    await owner.execute(_CONTRACT, contract, topics)
    await owner.execute(_WEBHOOK, webhook, contract, f"http://127.0.0.1:{port}/", json.dumps(secrets))


def _sealed(webhook: UUID) -> str:
    return _SEALER.seal(str(SECRET), of=str(webhook))


async def deliverer(setting: Setting) -> None:
    """Delivers while it is the owner; several processes play this part at once."""
    pool = await open_pool(setting.owner_url, application="faults deliverer")
    source = Source(EventLog(pool, source=f"urn:bilim:{OWNER}"), registry(), Contracts(pool))
    async with (
        Sender(clock=time.time, allowed=lambda _: True, schemes=("http",), seconds=2) as sender,
        ringing(setting.owner_url, application="faults deliverer") as bells,
    ):
        delivering = Deliverer(
            Webhooks(pool, _SEALER),
            source,
            sender=sender,
            signing_keys=[SigningKey.new()],
            notice=_noticed,
            now=_fast,
            chance=lambda: 0.0,
        )
        await delivering.run(setting.owner_url, bells)


def _fast() -> datetime:
    return _BEGIN + timedelta(seconds=time.time() - _BEGIN.timestamp()) * _FASTER


async def _noticed(webhook: Webhook, reason: str) -> None:
    raise AssertionError(f"{webhook.id} was stopped: {reason}")


async def receiver(setting: Setting) -> None:
    """Keeps what it verifies; some it refuses, and some it keeps and forgets to say so."""
    pool = await open_pool(setting.reader_url, application="faults receiver")
    chance = random.Random(setting.seed + os.getpid())

    async def take(request: Request) -> Response:
        body = await request.body()
        event: Any = Verifier(str(SECRET)).verify(body, dict(request.headers))
        if chance.random() < _REFUSED:
            return Response(status_code=503)
        await pool.execute(
            "insert into received (event_id, key, position) values ($1, $2, $3)",
            UUID(event["id"]),
            event["partitionkey"],
            int(event["sequence"]),
        )
        return Response(status_code=500 if chance.random() < _ANSWERS_LOST else 204)

    app = Starlette(routes=[Route("/", take, methods=["POST"])])
    await uvicorn.Server(uvicorn.Config(app, port=setting.receiver_port, log_level="error")).serve()


async def judge_received(owner: Any, reader: Any) -> dict[str, int]:
    """I7 for the webhook: the same set as the log, and each key in its order the first time that it comes."""
    logged = {row["event_id"] for row in await owner.fetch(_LOGGED, TOPIC)}
    firsts: dict[UUID, tuple[str, int]] = {}
    for row in await reader.fetch(_RECEIVED):
        firsts.setdefault(row["event_id"], (row["key"], row["position"]))
    keys: dict[str, list[int]] = {}
    for key, position in firsts.values():
        keys.setdefault(key, []).append(position)
    return {
        "I7 webhook differs": len(logged ^ firsts.keys()),
        "I7 webhook out of order": sum(a >= b for places in keys.values() for a, b in pairwise(places)),
    }
