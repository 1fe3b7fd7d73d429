"""A device takes a step in its life."""

from collections.abc import Awaitable

import pytest

from chassis.clock import now
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.inventory.v1 import AssetStatus as Told
from contracts.inventory.v1 import AssetStatusChanged
from inventory.domain.asset import AssetStatus
from inventory.domain.ids import AssetId, AssetModelId, SchoolId
from inventory.domain.refusals import NotFound, StatusNotReachable
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.change_asset_status import ChangeAssetStatus, change_asset_status
from inventory.usecases.register_asset import RegisterAsset, register_asset


def _changing(
    inventory: Surroundings[SqlInventoryUnit], asset: AssetId, status: AssetStatus
) -> Awaitable[AssetId]:
    command = ChangeAssetStatus(asset, status, reason="The screen is broken.", by_role="ict_coordinator")
    return change_asset_status(command, work=inventory.work, permit=anybody, now=now)


async def test_a_step_is_told_with_where_it_came_from(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId, laptop: AssetModelId
) -> None:
    asset = await register_asset(
        RegisterAsset(school, laptop, "101"), work=inventory.work, permit=anybody, new_id=new_id
    )

    await _changing(inventory, asset, AssetStatus.FAULTY)

    (told,) = await inventory.told_of(AssetStatusChanged)
    assert (told.from_status, told.to_status) == (
        Told.ASSET_STATUS_IN_SERVICE,
        Told.ASSET_STATUS_FAULTY,
    )


async def test_a_step_that_does_not_exist_changes_nothing(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId, laptop: AssetModelId
) -> None:
    asset = await register_asset(
        RegisterAsset(school, laptop, "101"), work=inventory.work, permit=anybody, new_id=new_id
    )

    with pytest.raises(StatusNotReachable):
        await _changing(inventory, asset, AssetStatus.WRITTEN_OFF)

    assert await inventory.pool.fetchval("select status from asset") == "IN_SERVICE"


async def test_an_unknown_device_is_refused(inventory: Surroundings[SqlInventoryUnit]) -> None:
    with pytest.raises(NotFound):
        await _changing(inventory, AssetId(new_id()), AssetStatus.FAULTY)
