"""An integrator may read from now on."""

from dataclasses import replace

import pytest

from chassis.events.contracts import Contracts
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.inventory import v1
from inventory.domain.contract import Terms
from inventory.domain.ids import ContractId, DistrictId, SchoolId
from inventory.domain.refusals import NotFound, UnknownTopic
from inventory.graphql.contract_mutations import known_topics
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.agree_contract import AgreeContract, agree_contract


async def test_the_feed_knows_of_it_at_once(
    inventory: Surroundings[SqlInventoryUnit], contract: ContractId, district: DistrictId
) -> None:
    (known,) = await Contracts(inventory.pool).in_force([contract])

    assert known.client == "statistics"
    assert known.topics == {"bilim.inventory.asset.v1": frozenset({"schoolId", "kind"})}
    assert known.places == frozenset({district})


async def test_it_is_told_with_all_that_was_agreed(
    inventory: Surroundings[SqlInventoryUnit], contract: ContractId, district: DistrictId
) -> None:
    (told,) = await inventory.told_of(v1.ContractAgreed)

    assert (told.contract_id, told.version, told.client) == (str(contract), 1, "statistics")
    assert told.purpose == v1.ContractPurpose.CONTRACT_PURPOSE_STATISTICS
    assert list(told.district_ids) == [str(district)]
    assert [(each.topic, each.all_fields, list(each.fields)) for each in told.topics] == [
        ("bilim.inventory.asset.v1", False, ["schoolId", "kind"])
    ]


async def test_a_place_that_nobody_knows_is_refused(
    inventory: Surroundings[SqlInventoryUnit], terms: Terms
) -> None:
    nowhere = replace(terms, school_ids=[SchoolId(new_id())])

    with pytest.raises(NotFound):
        await agree_contract(
            AgreeContract("statistics", nowhere),
            work=inventory.work,
            permit=anybody,
            new_id=new_id,
            topics=known_topics,
        )


async def test_a_refused_contract_leaves_nothing(
    inventory: Surroundings[SqlInventoryUnit], terms: Terms
) -> None:
    with pytest.raises(UnknownTopic):
        await agree_contract(
            AgreeContract("statistics", replace(terms, topics={"moon": None})),
            work=inventory.work,
            permit=anybody,
            new_id=new_id,
            topics=known_topics,
        )

    assert await inventory.pool.fetchval("select count(*) from contract") == 0
