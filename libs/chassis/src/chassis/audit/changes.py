"""Who changed what: appended in the transaction of the change, each entry holding the hash of the one before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from chassis.audit.entries import ChangeEntry
from chassis.database.pool import Connection
from chassis.identity import Caller

FIRST = bytes(32)

_LAST = """select number, hash from change_audit where aggregate = $1 and aggregate_id = $2
order by number desc limit 1"""
_INSERT = """insert into change_audit
(id, at, actor, action, aggregate, aggregate_id, number, request_id, detail, hash)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"""


async def note_change(
    connection: Connection,
    caller: Caller,
    action: str,
    of: tuple[str, UUID],
    detail: Mapping[str, Any],
    *,
    entry_id: UUID,
    at: datetime,
) -> None:
    """Note a change of an aggregate that this transaction holds locked; two at once would break its chain."""
    last = await connection.fetchrow(_LAST, *of)
    entry = ChangeEntry(
        id=entry_id,
        at=at,
        actor=caller.viewer.subject or "",
        action=action,
        aggregate=of[0],
        aggregate_id=of[1],
        number=last["number"] + 1 if last else 1,
        request_id=caller.request_id,
        detail=detail,
    )
    digest = link(last["hash"] if last else FIRST, entry)
    await connection.execute(_INSERT, *(getattr(entry, name) for name in ChangeEntry.__slots__), digest)


def link(previous: bytes, entry: ChangeEntry) -> bytes:
    """The hash of an entry after the one before it."""
    return sha256(previous + replace(entry, detail=dict(entry.detail)).content()).digest()
