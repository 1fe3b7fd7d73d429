"""Two more parts: who delivers to a webhook, and an office's receiver that refuses some and loses answers.

Receivers are promised ten attempts in three days; here they are as many as an outage of minutes needs.
"""

import json
import os
import random
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import uvicorn
from failpoints import FailPoints
from setting import OWNER, TOPIC, Setting, registry
from standardwebhooks import Webhook as Verifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chassis.clock import now
from chassis.database.pool import open_pool
from chassis.events.bells import ringing
from chassis.events.contracts import Contracts
from chassis.events.log import EventLog
from chassis.events.webhooks import (
    Deliverer,
    Outcome,
    Schedule,
    Sealer,
    Sender,
    SharedSecret,
    Signer,
    SigningKey,
    Source,
    Webhook,
    Webhooks,
)

_CONTRACT = """
insert into contract (id, client, purpose, topics, is_countrywide, region_ids, district_ids, school_ids,
                      valid_from, valid_until, state, version)
values ($1, 'office', 'SANDBOX', $2, true, '{}', '{}', '{}', '2026-01-01', '2200-01-01', 'AGREED', 1)
"""
_WEBHOOK = """
insert into webhook (id, contract_id, url, secrets, paused, log, position)
select $1, $2, $3, $4, false, log, 0 from event_log_head
"""
SECRET = SharedSecret(b"a secret of the fault test only!")
_SEALER = Sealer({"faults": b"k" * 32})
_SECONDS = timedelta(seconds=1)
_SCHEDULE = Schedule(retries=[0 * _SECONDS, 0.1 * _SECONDS, 0.5 * _SECONDS, *([2 * _SECONDS] * 60)])
_ANSWER_SECONDS = 2
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


class FailingSender(Sender):
    """Ends the deliverer before an attempt, and between the answer and what follows from it."""

    def __init__(self, at: FailPoints) -> None:
        super().__init__(clock=time.time, allowed=lambda _: True, schemes=("http",), seconds=_ANSWER_SECONDS)
        self._at = at

    async def send(self, url: str, *, event_id: UUID, body: bytes, signers: Sequence[Signer]) -> Outcome:
        await self._at("selected")
        outcome = await super().send(url, event_id=event_id, body=body, signers=signers)
        await self._at("sent")
        return outcome


async def deliverer(setting: Setting) -> None:
    """Delivers while it is the owner; several processes play this part at once."""
    pool = await open_pool(setting.owner_url, application="faults deliverer")
    source = Source(EventLog(pool, source=f"urn:bilim:{OWNER}"), registry(), Contracts(pool))
    async with (
        FailingSender(FailPoints(setting, "deliverer")) as sender,
        ringing(setting.owner_url, application="faults deliverer") as bells,
    ):
        delivering = Deliverer(
            Webhooks(pool, _SEALER),
            source,
            sender=sender,
            signing_keys=[SigningKey.new()],
            notice=_noticed,
            now=now,
            chance=random.random,
            schedule=_SCHEDULE,
        )
        await delivering.run(setting.owner_url, bells)


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
