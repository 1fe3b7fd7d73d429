"""An order of children is a function of what is kept for ever: PostgreSQL itself lets nobody change that."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
import pytest
import pytest_asyncio

from chassis.database.pool import Connection, open_connection
from chassis.ids import new_id
from chassis.testing.databases import Database
from chassis.testing.surroundings import Surroundings, anybody
from enrollment.domain.admission.ids import ActorId
from enrollment.engine import in_thread
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.commit_run import CommitRun, commit_run
from enrollment.usecases.allocation.compute_run import ComputeRun, compute_run
from enrollment.usecases.allocation.freeze_run import FreezeRun, freeze_run
from enrollment.usecases.allocation.publish_run import PublishRun, publish_run

ASEL, BOLOT = ActorId("asel"), ActorId("bolot")
SECRET = "a secret of sixteen letters or more"
CHANGES = (
    "update rule_pack set rules = '{}'",
    "delete from rule_pack",
    "update allocation_run set seed_commitment = 'another'",
    "update allocation_run set freeze_hash = 'another'",
    "update allocation_run set input_hash = null",
    "update allocation_run set output_hash = 'another'",
    "update allocation_run set seed = 'another'",
    "update allocation_run set public_randomness = '00'",
    "update allocation_file set body = ''",
    "delete from allocation_file",
    "delete from allocation_run",
)


@asynccontextmanager
async def owner_of(database: Database) -> AsyncIterator[Connection]:
    """Who owns the tables, and could grant itself whatever may be granted."""
    connection = await open_connection(database.owner_url, application="tests")
    try:
        yield connection
    finally:
        await connection.close()


@pytest_asyncio.fixture
async def published(enrollment: Surroundings[SqlEnrollmentUnit]) -> None:
    """A run that everybody can run again."""
    admissions = await Admissions(enrollment.work, "ru-grade1").open()
    await admissions.application([await admissions.programme(seats=1)])
    kit: dict[str, Any] = {"work": enrollment.work, "permit": anybody}
    run = await commit_run(
        CommitRun(admissions.campaign, ASEL), **kit, new_id=new_id, draw=secrets.token_bytes, secret=SECRET
    )
    await admissions.close_wave()
    await freeze_run(FreezeRun(run), **kit, now=admissions.clock)
    await compute_run(
        ComputeRun(run, BOLOT),
        work=kit["work"],
        compute=in_thread,
        now=admissions.clock,
        secret=SECRET,
    )
    await publish_run(PublishRun(run), **kit, now=admissions.clock, secret=SECRET)


@pytest.mark.usefixtures("published")
async def test_not_even_the_owner_of_the_tables_changes_what_an_order_of_children_rests_on(
    database: Database,
) -> None:
    refused = []
    async with owner_of(database) as owner:
        for change in CHANGES:
            with suppress(asyncpg.RestrictViolationError):
                await owner.execute(change)
                continue
            refused.append(change)

    assert refused == list(CHANGES)


@pytest.mark.usefixtures("published")
async def test_a_run_still_goes_on_to_its_next_state(database: Database) -> None:
    async with owner_of(database) as owner:
        told = await owner.execute("update allocation_run set state = 'CONFIRMED'")

    assert told == "UPDATE 1"
