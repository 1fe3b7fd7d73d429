"""Who changed what: appended in the transaction of the change, each entry holding the hash of the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from chassis.audit.entries import ChangeEntry
from chassis.database.pool import Connection
from chassis.identity import Caller
from chassis.ids import new_id

FIRST = bytes(32)

_LASTS = """select asked.aggregate, asked.aggregate_id, last.number, last.hash
from unnest($1::text[], $2::uuid[]) as asked (aggregate, aggregate_id)
cross join lateral (
    select number, hash from change_audit as entry
    where entry.aggregate = asked.aggregate and entry.aggregate_id = asked.aggregate_id
    order by number desc limit 1) as last"""
_INSERT = """insert into change_audit
(id, at, actor, action, aggregate, aggregate_id, number, request_id, detail, hash)
select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::int[],
                     $8::text[], $9::jsonb[], $10::bytea[])"""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one aggregate; `detail` names fields and facts, never a personal value.

    `is_first`: it was made by this transaction, so that no entry of it can lie before.
    """

    aggregate: str
    aggregate_id: UUID
    detail: Mapping[str, Any]
    is_first: bool = False


async def note_changes(
    connection: Connection, caller: Caller, action: str, changes: Sequence[Change], *, at: datetime
) -> None:
    """Note changes of aggregates, each named once, that this transaction holds locked; two at once break a chain."""
    if not changes:
        return
    lasts = await _lasts(connection, [change for change in changes if not change.is_first])
    rows = [
        _after(*lasts.get((change.aggregate, change.aggregate_id), (0, FIRST)), change, caller, action, at)
        for change in changes
    ]
    await connection.execute(_INSERT, *map(list, zip(*rows, strict=True)))


async def _lasts(
    connection: Connection, changes: Sequence[Change]
) -> dict[tuple[str, UUID], tuple[int, bytes]]:
    """The number and the hash of the last entry of each that has one."""
    if not changes:
        return {}
    asked = await connection.fetch(
        _LASTS, [change.aggregate for change in changes], [change.aggregate_id for change in changes]
    )
    return {(row["aggregate"], row["aggregate_id"]): (row["number"], row["hash"]) for row in asked}


async def note_change(
    connection: Connection,
    caller: Caller,
    action: str,
    of: tuple[str, UUID],
    detail: Mapping[str, Any],
    *,
    at: datetime,
) -> None:
    """Note a change of one aggregate."""
    await note_changes(connection, caller, action, [Change(*of, detail)], at=at)


def link(previous: bytes, entry: ChangeEntry) -> bytes:
    """The hash of an entry after the one before it."""
    return sha256(previous + replace(entry, detail=dict(entry.detail)).content()).digest()


def _after(
    number: int, previous: bytes, change: Change, caller: Caller, action: str, at: datetime
) -> tuple[Any, ...]:
    """The row of a change that follows another one."""
    entry = ChangeEntry(
        id=new_id(),
        at=at,
        actor=caller.viewer.subject or "",
        action=action,
        aggregate=change.aggregate,
        aggregate_id=change.aggregate_id,
        number=number + 1,
        request_id=caller.request_id,
        detail=change.detail,
    )
    return (*(getattr(entry, name) for name in ChangeEntry.__slots__), link(previous, entry))
