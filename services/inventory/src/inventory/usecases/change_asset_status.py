"""A device takes a step in its life: put into service, stored, faulty, repaired, lost, found."""

from dataclasses import dataclass

from inventory.domain.asset import AssetStatus
from inventory.domain.ids import AssetId
from inventory.usecases.ports import InventoryWork, Now, Permit, place_of


@dataclass(frozen=True, slots=True)
class ChangeAssetStatus:
    """`expected_version` refuses a change made on top of one that the caller has not seen."""

    asset: AssetId
    status: AssetStatus
    reason: str
    by_role: str
    expected_version: int | None = None


async def change_asset_status(
    command: ChangeAssetStatus, *, work: InventoryWork, permit: Permit, now: Now
) -> AssetId:
    """Changes the status; gives the asset's id. Refuses a step that the states do not have."""
    async with work() as unit:
        asset = await unit.assets.get(command.asset)
        school = await unit.schools.get(asset.school_id)
        permit("change_asset_status", await place_of(school, unit))
        asset.change_status(
            command.status,
            reason=command.reason,
            at=now(),
            by_role=command.by_role,
            expected_version=command.expected_version,
        )
        return asset.id
