"""Seals what was written since the last seal: a root over the entries, chained to the root before."""

from datetime import datetime
from typing import Any

from chassis.audit import merkle
from chassis.audit.entries import ChangeEntry, ReadEntry
from chassis.database.pool import Connection

READS = "select id, at, reader, roles, purpose, operation, request_id, children from read_audit where "
CHANGES = """select id, at, actor, action, aggregate, aggregate_id, number, request_id, detail, hash
from change_audit where """
_LOCK = "select pg_try_advisory_xact_lock(hashtext('audit_seal'))"
_MOST = 5_000
_LAST = "select number, chained from audit_seal order by number desc limit 1"
_SEAL = "insert into audit_seal (number, sealed_at, leaves, root, chained) values ($1, $2, $3, $4, $5)"
_AGE = """select coalesce(extract(epoch from $1 - min(at)), 0)::float8
from (select at from read_audit where seal is null union all select at from change_audit where seal is null) as entry"""


async def seal(connection: Connection, *, now: datetime) -> int:
    """Seal what is unsealed and committed, oldest first; gives how many entries, 0 where another process seals now."""
    async with connection.transaction():
        # One sealer at a time: two would chain to the same root.
        if not await connection.fetchval(_LOCK):
            return 0
        reads = await connection.fetch(READS + "seal is null order by id limit $1", _MOST)
        changes = await connection.fetch(CHANGES + "seal is null order by id limit $1", _MOST)
        leaves = leaves_of(reads, changes)
        if leaves:
            number = await _append(connection, leaves, now)
            for table, rows in (("read_audit", reads), ("change_audit", changes)):
                ids = [row["id"] for row in rows]
                await connection.execute(f"update {table} set seal = $1 where id = any($2)", number, ids)  # noqa: S608
    return len(leaves)


async def unsealed_age(connection: Connection, *, now: datetime) -> float:
    """Seconds since the oldest entry that no seal covers yet: a metric, and an alarm when it grows."""
    return float(await connection.fetchval(_AGE, now))


def leaves_of(reads: list[Any], changes: list[Any]) -> list[bytes]:
    """The leaves of a seal: reads by id, then changes by id."""
    return [merkle.leaf(read_entry(row).content()) for row in reads] + [
        merkle.leaf(row["hash"] + change_entry(row).content()) for row in changes
    ]


def read_entry(row: Any) -> ReadEntry:
    """The entry in a row."""
    fields = {name: row[name] for name in ReadEntry.__slots__}
    return ReadEntry(**{**fields, "roles": tuple(row["roles"]), "children": tuple(row["children"])})


def change_entry(row: Any) -> ChangeEntry:
    """The entry in a row."""
    return ChangeEntry(**{name: row[name] for name in ChangeEntry.__slots__})


async def _append(connection: Connection, leaves: list[bytes], now: datetime) -> int:
    last = await connection.fetchrow(_LAST)
    number = last["number"] + 1 if last else 1
    top = merkle.root(leaves)
    chained = merkle.chained(last["chained"] if last else merkle.EMPTY, number, len(leaves), top)
    await connection.execute(_SEAL, number, now, len(leaves), top, chained)
    return number
