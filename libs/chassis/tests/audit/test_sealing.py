"""Each second is sealed in the background; what is wrong is said in one sentence."""

import asyncio
from typing import Any
from uuid import UUID

from chassis.audit import AuditReport, note_read, unsealed_age, verify_audit
from chassis.audit.command import sentence
from chassis.audit.sealing import keep_sealing, seal_all
from chassis.clock import now
from chassis.identity import Caller, Grant, Viewer
from chassis.ids import new_id
from chassis.testing.counting import Counting

AMINA = UUID(int=1)
TEACHER = Caller(Viewer("marat", grants=tuple(filter(None, [Grant.parse("ministry@country:*")]))))


async def read(pool: Any) -> None:
    async with pool.acquire() as connection:
        await note_read(connection, TEACHER, "ClassPage", [AMINA], entry_id=new_id(), at=now())


async def test_the_worker_seals_what_was_read(counting: Counting) -> None:
    await read(counting.pool)

    sealing = asyncio.create_task(keep_sealing(counting.pool))
    async with asyncio.timeout(10), counting.pool.acquire() as connection:
        while await unsealed_age(connection, now=now()):  # noqa: ASYNC110 - the database is asked, not a task
            await asyncio.sleep(0)
    sealing.cancel()

    async with counting.pool.acquire() as connection:
        assert (await verify_audit(connection)).seals == 1


async def test_two_workers_at_once_make_one_chain(counting: Counting) -> None:
    for _ in range(5):
        await read(counting.pool)
        await asyncio.gather(seal_all(counting.pool), seal_all(counting.pool))

    await seal_all(counting.pool)
    async with counting.pool.acquire() as connection:
        report = await verify_audit(connection)
    assert report.is_sound
    assert report.entries == 5


def test_one_sentence_names_the_first_fault_and_how_many_there_are() -> None:
    report = AuditReport(seals=2, entries=9, faults=["seal 2 is missing", "seal 3: …", "seal 4: …"])

    assert sentence(report) == "the audit was changed: seal 2 is missing, and 2 more"


def test_a_sound_audit_tells_its_head() -> None:
    assert sentence(AuditReport(seals=1, entries=2, head=b"\x07" * 32)).endswith("head " + "07" * 32)
