"""The commands about webhooks, as an operator types them."""

import os
import subprocess
import sys
from uuid import uuid4

import pytest_asyncio

from chassis.testing.databases import Database
from chassis.testing.postgres import NewDatabase


@pytest_asyncio.fixture
async def database(new_database: NewDatabase) -> Database:
    return await new_database("inventory")


def typed(database: Database, *words: str) -> "subprocess.CompletedProcess[str]":
    """`python -m inventory webhooks …` on this database."""
    return subprocess.run(
        [sys.executable, "-m", "inventory", "webhooks", *words],
        env={**os.environ, "INVENTORY_DATABASE_URL": database.app_url},
        capture_output=True,
        text=True,
        check=False,
    )


async def test_an_operator_looks_at_webhooks_and_seals_their_secrets_anew(database: Database) -> None:
    listed = typed(database, "list")
    sealed = typed(database, "reseal")

    assert (listed.returncode, listed.stdout) == (0, "no webhooks\n")
    assert (sealed.returncode, sealed.stdout) == (0, "0 rows sealed anew\n")


async def test_a_webhook_that_is_not_there_is_told_in_one_sentence(database: Database) -> None:
    webhook = str(uuid4())

    done = typed(database, "pause", webhook)

    assert (done.returncode, done.stderr) == (2, f"inventory: There is no webhook {webhook}.\n")
