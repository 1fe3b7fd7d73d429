"""A contract with a statistics office over one district."""

from datetime import UTC, datetime

import pytest
import pytest_asyncio

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from inventory.domain.contract import ContractPurpose, Terms
from inventory.domain.ids import ContractId, DistrictId
from inventory.graphql.contract_mutations import known_topics
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.agree_contract import AgreeContract, agree_contract


@pytest.fixture
def terms(district: DistrictId) -> Terms:
    """Where equipment is, in one district, for two years."""
    return Terms(
        purpose=ContractPurpose.STATISTICS,
        topics={"bilim.inventory.asset.v1": ["schoolId", "kind"]},
        is_countrywide=False,
        region_ids=[],
        district_ids=[district],
        school_ids=[],
        valid_from=datetime(2026, 1, 1, tzinfo=UTC),
        valid_until=datetime(2028, 1, 1, tzinfo=UTC),
    )


@pytest_asyncio.fixture
async def contract(inventory: Surroundings[SqlInventoryUnit], terms: Terms) -> ContractId:
    """The contract, agreed."""
    command = AgreeContract("statistics", terms)
    return await agree_contract(
        command, work=inventory.work, permit=anybody, new_id=new_id, topics=known_topics
    )
