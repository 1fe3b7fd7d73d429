"""A contract says something else from now on."""

from dataclasses import replace

from chassis.events.contracts import Contracts
from chassis.testing.surroundings import Surroundings, anybody
from contracts.inventory import v1
from inventory.domain.contract import Terms
from inventory.domain.ids import ContractId
from inventory.graphql.contract_mutations import known_topics
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.amend_contract import AmendContract, amend_contract


async def test_what_is_amended_opens_at_once_and_is_told_as_a_whole(
    inventory: Surroundings[SqlInventoryUnit], contract: ContractId, terms: Terms
) -> None:
    wider = replace(terms, is_countrywide=True, district_ids=[])

    await amend_contract(
        AmendContract(contract, wider, expected_version=1),
        work=inventory.work,
        permit=anybody,
        topics=known_topics,
    )

    (known,) = await Contracts(inventory.pool).in_force([contract])
    (told,) = await inventory.told_of(v1.ContractAmended)
    assert known.places is None
    assert (told.is_countrywide, told.version, told.client) == (True, 2, "statistics")
