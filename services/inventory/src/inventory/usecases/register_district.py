"""A district enters the registry."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from inventory.domain.ids import DistrictId, RegionId
from inventory.domain.territory import District
from inventory.usecases.ports import InventoryWork, NewId, Permit


@dataclass(frozen=True, slots=True)
class RegisterDistrict:
    """`code` is unique in the country; `name` by language."""

    region: RegionId
    code: str
    name: dict[str, str]


async def register_district(
    command: RegisterDistrict, *, work: InventoryWork, permit: Permit, new_id: NewId
) -> DistrictId:
    """Registers a district; gives its id."""
    async with work() as unit:
        region = await unit.regions.get(command.region)
        permit("register_district", Facts(region=region.id))
        district = District.register(
            id=DistrictId(new_id()), region=region, code=command.code, name=command.name
        )
        unit.districts.add(district)
        return district.id
