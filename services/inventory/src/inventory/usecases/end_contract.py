"""A contract ends before its time, because trust or need has ended; the integrator reads nothing any more."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from inventory.domain.ids import ContractId
from inventory.usecases.ports import InventoryWork, Now, Permit


@dataclass(frozen=True, slots=True)
class EndContract:
    """`reason` is kept with the contract."""

    contract: ContractId
    reason: str
    expected_version: int | None = None


async def end_contract(command: EndContract, *, work: InventoryWork, permit: Permit, now: Now) -> ContractId:
    """Ends it; gives its id. Refuses one that has ended."""
    async with work() as unit:
        permit("end_contract", Facts())
        contract = await unit.contracts.get(command.contract)
        contract.end(reason=command.reason, at=now(), expected_version=command.expected_version)
        return contract.id
