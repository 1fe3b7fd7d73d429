"""A model of equipment becomes known."""

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from inventory.domain.asset import AssetKind
from inventory.domain.ids import AssetModelId
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.register_asset_model import RegisterAssetModel, register_asset_model


async def test_a_model_that_is_known_is_not_registered_again(
    inventory: Surroundings[SqlInventoryUnit], laptop: AssetModelId
) -> None:
    again = await register_asset_model(
        RegisterAssetModel("Laptop 15", "Maker", AssetKind.LAPTOP),
        work=inventory.work,
        permit=anybody,
        new_id=new_id,
    )

    assert again == laptop


async def test_nor_is_one_whose_maker_nobody_knows(inventory: Surroundings[SqlInventoryUnit]) -> None:
    unmade = RegisterAssetModel("Laptop 15", None, AssetKind.LAPTOP)

    first = await register_asset_model(unmade, work=inventory.work, permit=anybody, new_id=new_id)
    again = await register_asset_model(unmade, work=inventory.work, permit=anybody, new_id=new_id)

    assert again == first
