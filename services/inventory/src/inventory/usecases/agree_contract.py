"""An integrator may read events under a contract from now on; without one it reads nothing."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from inventory.domain.contract import Contract, Terms
from inventory.domain.ids import ContractId
from inventory.usecases.ports import InventoryWork, KnownTopics, NewId, Permit, check_places


@dataclass(frozen=True, slots=True)
class AgreeContract:
    """`client` is the name under which the issuer of tokens knows the integrator."""

    client: str
    terms: Terms


async def agree_contract(
    command: AgreeContract, *, work: InventoryWork, permit: Permit, new_id: NewId, topics: KnownTopics
) -> ContractId:
    """Agrees on it; gives its id. Refuses terms that cannot be and places that are not there."""
    async with work() as unit:
        permit("agree_contract", Facts())
        await check_places(command.terms, unit)
        contract = Contract.agree(ContractId(new_id()), command.client, command.terms, known=topics())
        unit.contracts.add(contract)
        return contract.id
