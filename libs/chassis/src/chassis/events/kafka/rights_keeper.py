"""Keeps a broker's rights to what contracts allow: within seconds of an end, an amendment or the last day."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import asyncpg
from aiokafka.errors import KafkaError

from chassis.events.contracts import Contracts
from chassis.events.kafka.acls import NoAuthorizer, Right
from chassis.events.kafka.brokers import Brokers
from chassis.events.kafka.rights import Opened, ensure_rights, rights_under
from chassis.events.ownership import BEAT_SECONDS
from chassis.telemetry import get_logger

log = get_logger()

LOOK_SECONDS = 2.0
"""A contract that expires tells nobody: it is looked for."""
_TRUST_SECONDS = 300.0
"""How long the broker is believed to have what it was told; then it is asked."""

Office = Callable[[], AbstractAsyncContextManager[asyncio.Task[None]]]


class RightsKeeper:
    """Any number may run, one works: two that disagree for a moment would undo one another."""

    def __init__(self, contracts: Contracts, brokers: Brokers, *, office: Office, opened: Opened) -> None:
        self._contracts = contracts
        self._brokers = brokers
        self._office = office
        self._opened = opened

    async def run(self) -> None:
        """Keeps rights until cancelled; any error means: ask the broker anew."""
        while True:
            try:
                async with self._office() as office:
                    await self._keep(office)
            except NoAuthorizer as refusal:
                log.warning("kafka_asks_nobody_for_rights", what_to_do=str(refusal))
                await asyncio.sleep(_TRUST_SECONDS)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, KafkaError) as error:
                log.warning("rights_are_kept_anew", error=type(error).__name__)
                await asyncio.sleep(BEAT_SECONDS)

    async def _keep(self, office: "asyncio.Task[Any]") -> None:
        known: frozenset[Right] | None = None
        asked_at = 0.0
        clock = asyncio.get_running_loop().time
        while not office.done():
            wanted = rights_under(await self._contracts.all_in_force(), self._opened)
            if wanted != known or clock() - asked_at > _TRUST_SECONDS:
                changed = await ensure_rights(self._brokers, wanted)
                known, asked_at = wanted, clock()
                for right in changed.given:
                    log.info("right_given", right=str(right))
                for right in changed.taken:
                    log.info("right_taken", right=str(right))
            await asyncio.sleep(LOOK_SECONDS)
