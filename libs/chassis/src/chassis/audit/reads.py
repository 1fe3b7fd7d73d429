"""Who read which child's record: one row a request, written before the answer leaves."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from chassis.audit.entries import ReadEntry, read_by
from chassis.database.pool import Connection
from chassis.identity import Caller

OWN_ROLES = frozenset({"guardian", "student"})
"""Families reading their own children are not noted; everybody else is."""

_INSERT = """insert into read_audit (id, at, reader, roles, purpose, operation, request_id, children)
values ($1, $2, $3, $4, $5, $6, $7, $8)"""
_OF_CHILD = """select id, at, reader, roles, purpose, operation, request_id, children from read_audit
where children @> array[$1::uuid] and ($2::uuid is null or id < $2) order by id desc limit $3"""


def is_noted(caller: Caller) -> bool:
    """Whether this caller's reading of children's records goes to the audit."""
    return any(grant.role not in OWN_ROLES for grant in caller.viewer.grants)


async def note_read(
    connection: Connection,
    caller: Caller,
    operation: str,
    children: Collection[UUID | str | None],
    *,
    entry_id: UUID,
    at: datetime,
) -> None:
    """Note a request that read these children, if it is one to note; the answer leaves after this returns.

    A row may be about nobody, or about somebody who is no child: then None stands in the place of an id.
    """
    known = [child for child in children if child is not None]
    if not known or not is_noted(caller):
        return
    entry = read_by(caller, operation, known, entry_id=entry_id, at=at)
    await connection.execute(_INSERT, *(getattr(entry, name) for name in ReadEntry.__slots__))


async def reads_of_child(
    connection: Connection, child: UUID, *, before: UUID | None = None, limit: int = 20
) -> list[ReadEntry]:
    """Who read this child's record, latest first: what a guardian is shown."""
    rows = await connection.fetch(_OF_CHILD, child, before, limit)
    return [
        ReadEntry(**{**row, "roles": tuple(row["roles"]), "children": tuple(row["children"])}) for row in rows
    ]
