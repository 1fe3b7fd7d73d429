"""Reads the whole audit again and says where it is not what was sealed: `python -m <service> verify-audit`."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from chassis.audit import merkle
from chassis.audit.changes import FIRST, link
from chassis.audit.seals import CHANGES, READS, change_entry, leaves_of
from chassis.database.pool import Connection


@dataclass(slots=True)
class AuditReport:
    """What was looked at, and what is wrong with it."""

    seals: int = 0
    entries: int = 0
    head: bytes = merkle.EMPTY
    """The last chained root: kept elsewhere, it proves that no seal was cut off."""
    faults: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Nothing is wrong."""
        return not self.faults


async def verify_audit(connection: Connection) -> AuditReport:
    """Check every seal, and every aggregate's chain of changes, in one snapshot."""
    report = AuditReport()
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        async for fault in _seal_faults(connection, report):
            report.faults.append(fault)
        async for fault in _chain_faults(connection):
            report.faults.append(fault)
    return report


async def _seal_faults(connection: Connection, report: AuditReport) -> AsyncIterator[str]:
    async for seal in connection.cursor(
        "select number, leaves, root, chained from audit_seal order by number"
    ):
        report.seals += 1
        reads = await connection.fetch(READS + "seal = $1 order by id", seal["number"])
        changes = await connection.fetch(CHANGES + "seal = $1 order by id", seal["number"])
        report.entries += len(reads) + len(changes)
        if seal["number"] != report.seals:
            yield f"seal {report.seals} is missing"
            report.seals = seal["number"]
        if len(reads) + len(changes) != seal["leaves"]:
            yield f"seal {seal['number']}: {seal['leaves']} entries were sealed, {len(reads) + len(changes)} are there"
        elif merkle.root(leaves_of(reads, changes)) != seal["root"]:
            yield f"seal {seal['number']}: an entry was changed after it was sealed"
        if merkle.chained(report.head, seal["number"], seal["leaves"], seal["root"]) != seal["chained"]:
            yield f"seal {seal['number']} does not follow the one before it"
        report.head = seal["chained"]


async def _chain_faults(connection: Connection) -> AsyncIterator[str]:
    previous, aggregate, number = FIRST, None, 0
    async for row in connection.cursor(CHANGES + "true order by aggregate, aggregate_id, number"):
        if (row["aggregate"], row["aggregate_id"]) != aggregate:
            previous, aggregate, number = FIRST, (row["aggregate"], row["aggregate_id"]), 0
        number += 1
        if row["number"] != number or link(previous, change_entry(row)) != row["hash"]:
            yield f"{row['aggregate']} {row['aggregate_id']}: change {row['number']} does not follow the one before it"
            number = row["number"]
        previous = row["hash"]
