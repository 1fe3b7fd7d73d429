"""What operators type about Kafka, as they type it."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from chassis.ids import new_id
from chassis.testing.databases import Database
from chassis.testing.surroundings import Surroundings, anybody
from full.testing import WithIntegrators
from inventory.domain.contract import ContractPurpose, Terms
from inventory.graphql.contract_mutations import known_topics
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.agree_contract import AgreeContract, agree_contract

pytestmark = pytest.mark.kafka
SCHOOLS = "bilim.inventory.school.v1"


@pytest.fixture
def surrounding(database: Database, with_integrators: WithIntegrators) -> dict[str, str]:
    """What the commands are told."""
    return {
        **os.environ,
        "BILIM_KAFKA": with_integrators.cluster.bootstrap,
        "INVENTORY_DATABASE_URL": database.app_url,
    }


def said(surrounding: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *words], env=surrounding, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_topics_are_made_once_and_a_dry_run_says_what_would_be_made(surrounding: dict[str, str]) -> None:
    said(surrounding, "inventory", "topics", "--replicas", "1")

    again = said(surrounding, "inventory", "topics", "--replicas", "1")
    with_more_copies = said(surrounding, "inventory", "topics", "--dry-run")

    assert again == "Nothing to change.\n"
    assert f"{SCHOOLS}: min.insync.replicas would be changed from 1 to 2\n" in with_more_copies
    assert f"{SCHOOLS}: has 1 copies; kafka-reassign-partitions.sh" in with_more_copies


async def test_rights_are_what_the_contracts_in_force_say(
    surrounding: dict[str, str], inventory: Surroundings[SqlInventoryUnit]
) -> None:
    terms = Terms(
        purpose=ContractPurpose.OPEN_DATA,
        topics={SCHOOLS: None},
        is_countrywide=True,
        region_ids=[],
        district_ids=[],
        school_ids=[],
        valid_from=datetime(2026, 1, 1, tzinfo=UTC),
        valid_until=datetime(2099, 1, 1, tzinfo=UTC),
    )
    agreement = AgreeContract("statistics-office", terms)
    await agree_contract(agreement, work=inventory.work, permit=anybody, new_id=new_id, topics=known_topics)

    tried = said(surrounding, "inventory", "rights", "--dry-run")
    done = said(surrounding, "inventory", "rights")
    again = said(surrounding, "inventory", "rights")

    assert f"would be given: User:statistics-office read topic {SCHOOLS}\n" in tried
    assert "given: User:statistics-office read topic bilim.inventory.school.snapshot.v1\n" in done
    assert again == "Nothing to change.\n"
