"""A region enters the registry."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from inventory.domain.ids import RegionId
from inventory.domain.territory import Region
from inventory.usecases.ports import InventoryWork, NewId, Permit


@dataclass(frozen=True, slots=True)
class RegisterRegion:
    """`code` is unique in the country; `name` by language."""

    code: str
    name: dict[str, str]


async def register_region(
    command: RegisterRegion, *, work: InventoryWork, permit: Permit, new_id: NewId
) -> RegionId:
    """Registers a region; gives its id."""
    async with work() as unit:
        permit("register_region", Facts())
        region = Region(id=RegionId(new_id()), code=command.code, name=command.name)
        unit.regions.add(region)
        return region.id
