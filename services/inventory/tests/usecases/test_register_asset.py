"""A device comes into a school's books."""

import asyncio
from collections.abc import Awaitable

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.inventory.v1 import AssetCommissioned, AssetKind
from inventory.domain.ids import AssetId, AssetModelId, DistrictId, RegionId, SchoolId
from inventory.domain.refusals import InventoryNumberTaken, SerialNumberTaken
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.register_asset import RegisterAsset, register_asset


def _registering(inventory: Surroundings[SqlInventoryUnit], command: RegisterAsset) -> Awaitable[AssetId]:
    return register_asset(command, work=inventory.work, permit=anybody, new_id=new_id)


async def test_a_device_is_told_with_the_kind_of_its_model(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId, laptop: AssetModelId
) -> None:
    asset = await _registering(inventory, RegisterAsset(school, laptop, "101", "SN-1"))

    (told,) = await inventory.told_of(AssetCommissioned)
    assert told.asset_id == str(asset)
    assert told.kind == AssetKind.ASSET_KIND_LAPTOP
    assert told.serial_number == "SN-1"


async def test_an_inventory_number_is_unique_in_a_school(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId, laptop: AssetModelId
) -> None:
    await _registering(inventory, RegisterAsset(school, laptop, "101"))

    with pytest.raises(InventoryNumberTaken) as refusal:
        await _registering(inventory, RegisterAsset(school, laptop, "101"))

    assert refusal.value.inventory_number == "101"


async def test_of_two_who_take_the_same_number_at_once_one_is_refused(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId, laptop: AssetModelId
) -> None:
    command = RegisterAsset(school, laptop, "101")

    results = await asyncio.gather(
        *(_registering(inventory, command) for _ in range(4)), return_exceptions=True
    )

    assert sum(isinstance(result, InventoryNumberTaken) for result in results) == 3
    assert await inventory.pool.fetchval("select count(*) from asset") == 1


async def test_a_serial_number_is_borne_once_by_a_model(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId, laptop: AssetModelId
) -> None:
    await _registering(inventory, RegisterAsset(school, laptop, "101", "SN-1"))

    with pytest.raises(SerialNumberTaken):
        await _registering(inventory, RegisterAsset(school, laptop, "102", "SN-1"))


async def test_ten_machines_called_default_string_are_ten_machines(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId, laptop: AssetModelId
) -> None:
    for number in range(10):
        await _registering(inventory, RegisterAsset(school, laptop, f"{number}", "Default string"))

    assert await inventory.pool.fetchval("select count(*) from asset where serial_number is null") == 10


async def test_it_is_told_with_the_places_in_which_it_happened(
    inventory: Surroundings[SqlInventoryUnit],
    region: RegionId,
    district: DistrictId,
    school: SchoolId,
    laptop: AssetModelId,
) -> None:
    await register_asset(
        RegisterAsset(school, laptop, "101"), work=inventory.work, permit=anybody, new_id=new_id
    )

    places = await inventory.pool.fetchval("select places from outbox where topic like '%asset%'")
    assert set(places) == {school, district, region}
