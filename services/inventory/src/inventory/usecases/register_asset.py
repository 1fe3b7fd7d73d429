"""A device comes into a school's books."""

from dataclasses import dataclass
from datetime import date

from inventory.domain.asset import Asset, AssetStatus
from inventory.domain.ids import AssetId, AssetModelId, SchoolId
from inventory.usecases.ports import InventoryWork, NewId, Permit, place_of


@dataclass(frozen=True, slots=True)
class RegisterAsset:
    """`inventory_number` is unique in the school; `serial_number` as printed on the device."""

    school: SchoolId
    model: AssetModelId
    inventory_number: str
    serial_number: str | None = None
    status: AssetStatus = AssetStatus.IN_SERVICE
    has_internet: bool = False
    acquired_on: date | None = None


async def register_asset(
    command: RegisterAsset, *, work: InventoryWork, permit: Permit, new_id: NewId
) -> AssetId:
    """Registers a device; gives its id. Refuses an inventory or serial number that is taken (by the database)."""
    async with work() as unit:
        school = await unit.schools.get(command.school)
        permit("register_asset", await place_of(school, unit))
        model = await unit.asset_models.get(command.model)
        asset = Asset.register(
            id=AssetId(new_id()),
            school_id=school.id,
            inventory_number=command.inventory_number.strip(),
            serial_number=command.serial_number,
            model_id=model.id,
            kind=model.kind,
            status=command.status,
            has_internet=command.has_internet,
            acquired_on=command.acquired_on,
        )
        unit.assets.add(asset)
        return asset.id
