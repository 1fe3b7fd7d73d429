"""A contract says something else from now on, because needs change and a new one would break the reader's place."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from inventory.domain.contract import Terms
from inventory.domain.ids import ContractId
from inventory.usecases.ports import InventoryWork, KnownTopics, Permit, check_places


@dataclass(frozen=True, slots=True)
class AmendContract:
    """`terms` are the whole of what is agreed, also what does not change."""

    contract: ContractId
    terms: Terms
    expected_version: int | None = None


async def amend_contract(
    command: AmendContract, *, work: InventoryWork, permit: Permit, topics: KnownTopics
) -> ContractId:
    """Replaces the terms; gives the contract's id. Refuses terms that cannot be and a contract that has ended."""
    async with work() as unit:
        permit("amend_contract", Facts())
        contract = await unit.contracts.get(command.contract)
        await check_places(command.terms, unit)
        contract.amend(command.terms, known=topics(), expected_version=command.expected_version)
        return contract.id
