"""Follows the event log for Kafka: one owner under a cursor of its own, and anew from the cursor after any error."""

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

import asyncpg
from aiokafka.errors import KafkaError

from chassis.events.bells import Bells
from chassis.events.checkpoint import Checkpoint, passing
from chassis.events.kafka.brokers import Brokers
from chassis.events.kafka.sending import Place, started
from chassis.events.ownership import BEAT_SECONDS, owned
from chassis.telemetry import get_logger

log = get_logger()

BATCH = 1000

_TAKE_OVER = """
insert into delivery_cursor (name, owner_epoch) values ($1, 1)
on conflict (name) do update set owner_epoch = delivery_cursor.owner_epoch + 1
returning position, owner_epoch
"""
_ADVANCE = """
update delivery_cursor set position = $3, moved_at = clock_timestamp()
where name = $1 and owner_epoch = $2 and position <= $3 returning true
"""

R = TypeVar("R")


class OwnershipLost(Exception):
    """Another owner took over while this one was silent; it has to begin anew."""


@dataclass(slots=True)
class Turn:
    """What the owner knows: how far it has come, and the epoch under which it may say so."""

    position: int
    epoch: int
    tails: dict[Place, int] = field(default_factory=dict)
    """What lay on Kafka already when this ownership began."""


class Follower(ABC):
    """Hands one service's log on; any number may run, one owns.

    The owner holds an advisory lock on the connection that also moves the cursor, and the cursor moves only under
    the owner's epoch: an owner that slept through its end can re-send what it held, and nothing more.
    """

    cursor: ClassVar[str]
    lock: ClassVar[int]

    def __init__(
        self, url: str, bells: Bells, brokers: Brokers, *, service: str, checkpoint: Checkpoint = passing
    ) -> None:
        self._url = url
        self._bells = bells
        self._brokers = brokers
        self._service = service
        self._at = checkpoint

    async def run(self) -> None:
        """Waits for ownership and works, until cancelled; any error means: stop, and read again from the cursor."""
        while True:
            try:
                await self.own()
            except (
                OSError,
                asyncpg.PostgresError,
                asyncpg.InterfaceError,
                KafkaError,
                OwnershipLost,
            ) as error:
                log.warning(
                    "publisher_starts_over",
                    service=self._service,
                    cursor=self.cursor,
                    error=type(error).__name__,
                )
                await asyncio.sleep(BEAT_SECONDS)

    async def own(self) -> None:
        """One ownership, from its lock to the first error."""
        async with self._owned() as connection:
            found = await connection.fetchrow(_TAKE_OVER, self.cursor)
            turn = Turn(found["position"], found["owner_epoch"])
            log.info("publisher_owns_log", service=self._service, cursor=self.cursor, epoch=turn.epoch)
            await self._follow(connection, turn)

    @abstractmethod
    async def _follow(self, connection: Any, turn: Turn) -> None:
        """Hands on what there is, and what comes, until something fails."""

    async def _advance(self, connection: Any, turn: Turn, *, to: int) -> None:
        if not await connection.fetchval(_ADVANCE, self.cursor, turn.epoch, to):
            raise OwnershipLost
        turn.position = to

    def _owned(self) -> AbstractAsyncContextManager[Any]:
        return owned(self._url, self.lock, application=f"{self._service} publisher")


async def while_beating(connection: Any, work: Coroutine[Any, Any, R]) -> R:
    """Do what may take long, and let PostgreSQL hear each second that the owner lives."""
    task = asyncio.create_task(work)
    try:
        while not (await asyncio.wait({task}, timeout=BEAT_SECONDS))[0]:
            await connection.execute("select 1")
        return await task
    finally:
        task.cancel()


@contextlib.asynccontextmanager
async def started_while_beating(connection: Any, producer: Any) -> AsyncIterator[None]:
    """A producer that runs while the block lasts; to start it may take as long as the brokers are away."""
    async with contextlib.AsyncExitStack() as stack:
        await while_beating(connection, stack.enter_async_context(started(producer)))
        yield
