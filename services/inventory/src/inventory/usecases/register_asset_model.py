"""A model of equipment becomes known."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from inventory.domain.asset import AssetKind
from inventory.domain.asset_model import AssetModel
from inventory.domain.ids import AssetModelId
from inventory.usecases.ports import InventoryWork, NewId, Permit


@dataclass(frozen=True, slots=True)
class RegisterAssetModel:
    """A model as its maker names it."""

    name: str
    manufacturer: str | None
    kind: AssetKind


async def register_asset_model(
    command: RegisterAssetModel, *, work: InventoryWork, permit: Permit, new_id: NewId
) -> AssetModelId:
    """Registers a model; gives the id of the one that is there already, if it is."""
    async with work() as unit:
        permit("register_asset_model", Facts())
        known = await unit.asset_models.find(
            name=command.name, manufacturer=command.manufacturer, kind=command.kind
        )
        if known:
            return known.id
        model = AssetModel(
            id=AssetModelId(new_id()),
            name=command.name,
            manufacturer=command.manufacturer,
            kind=command.kind,
        )
        unit.asset_models.add(model)
        return model.id
