"""A contract ends before its time."""

import pytest

from chassis.clock import now
from chassis.events.contracts import Contracts, NoContract
from chassis.testing.surroundings import Surroundings, anybody
from contracts.inventory import v1
from inventory.domain.ids import ContractId
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.end_contract import EndContract, end_contract


async def test_what_has_ended_opens_nothing(
    inventory: Surroundings[SqlInventoryUnit], contract: ContractId
) -> None:
    command = EndContract(contract, "The project is over.")

    await end_contract(command, work=inventory.work, permit=anybody, now=now)

    (told,) = await inventory.told_of(v1.ContractEnded)
    assert (told.contract_id, told.version, told.reason) == (str(contract), 2, "The project is over.")
    with pytest.raises(NoContract):
        await Contracts(inventory.pool).sight_of([contract])
