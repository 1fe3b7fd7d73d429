"""A request that is sent twice is done once: the key, the hash of its input and its result are kept for a day."""

import contextlib
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
import orjson

from chassis.work.unit import Unit, Work, joined_to

U = TypeVar("U", bound=Unit)

# A second request with the same key waits here for the first to commit or roll back, and then sees what it left.
_CLAIM = """
insert into idempotency (subject, operation, key, input_hash) values ($1, $2, $3, $4)
on conflict (subject, operation, key) do nothing returning true
"""
_FIND = "select input_hash, result from idempotency where subject = $1 and operation = $2 and key = $3"
_KEEP = "update idempotency set result = $4 where subject = $1 and operation = $2 and key = $3"
# PostgreSQL ends one of two transactions that wait for each other; the other is through when it comes again.
_FURTHER_TRIES = 2
FORGET = "delete from idempotency where created_at < now() - interval '24 hours'"


class IdempotencyKeyReused(Exception):
    """The key came before, with other input."""

    def __init__(self, key: UUID) -> None:
        super().__init__(f"The idempotency key {key} was used with other input.")
        self.key = key


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who asks for what, under which key; `input` is anything that JSON can say."""

    subject: str
    operation: str
    key: UUID | None
    input: Any

    def input_hash(self) -> bytes:
        """SHA-256 of the input, whatever the order of its keys."""
        return hashlib.sha256(orjson.dumps(self.input, option=_CANONICAL, default=str)).digest()


_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS


async def once(attempt: Attempt, *, work: Work[U], run: Callable[[Work[U]], Awaitable[UUID]]) -> UUID:
    """Runs a use case in one transaction with the record of its key, or gives the result of the first time.

    Raises IdempotencyKeyReused when the key came with other input. A refusal rolls the record back with the rest,
    so a corrected request may use the key again. What the database ended for another transaction's sake is tried
    again: nothing of it was done.
    """
    for _ in range(_FURTHER_TRIES):
        with contextlib.suppress(asyncpg.TransactionRollbackError):
            return await _try_once(attempt, work, run)
    return await _try_once(attempt, work, run)


async def _try_once(attempt: Attempt, work: Work[U], run: Callable[[Work[U]], Awaitable[UUID]]) -> UUID:
    async with work() as unit:
        joined = joined_to(unit)
        if attempt.key is None:
            return await run(joined)
        name = (attempt.subject, attempt.operation, attempt.key)
        if not await unit.connection.fetchval(_CLAIM, *name, attempt.input_hash()):
            return await _first_result(unit, attempt)
        result = await run(joined)
        await unit.connection.execute(_KEEP, *name, str(result))
        return result


async def _first_result(unit: Unit, attempt: Attempt) -> UUID:
    found = await unit.connection.fetchrow(_FIND, attempt.subject, attempt.operation, attempt.key)
    if found is None or found["input_hash"] != attempt.input_hash():
        raise IdempotencyKeyReused(attempt.key or UUID(int=0))
    return UUID(found["result"])
