"""Inventory on a migrated database of its own: a region, a district, a school and a model of laptop."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio

from chassis.ids import new_id
from chassis.testing.postgres import NewDatabase
from chassis.testing.surroundings import Surroundings, anybody, surroundings
from contracts.catalogue import published_by
from inventory.domain.asset import AssetKind
from inventory.domain.ids import AssetModelId, DistrictId, RegionId, SchoolId
from inventory.domain.school import SchoolKind
from inventory.messaging.published import message_of
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.register_asset_model import RegisterAssetModel, register_asset_model
from inventory.usecases.register_district import RegisterDistrict, register_district
from inventory.usecases.register_region import RegisterRegion, register_region
from inventory.usecases.register_school import RegisterSchool, register_school

Inventory = Surroundings[SqlInventoryUnit]


@pytest_asyncio.fixture
async def inventory(new_database: NewDatabase) -> AsyncIterator[Inventory]:
    """The real unit of work, and what left by the outbox."""
    database = await new_database("inventory")
    async with surroundings(database, SqlInventoryUnit, message_of, published_by("inventory")) as opened:
        yield opened


@pytest_asyncio.fixture
async def region(inventory: Inventory) -> RegionId:
    """Dagestan."""
    command = RegisterRegion("dagestan", {"ru": "Республика Дагестан"})
    return await register_region(command, work=inventory.work, permit=anybody, new_id=new_id)


@pytest_asyncio.fixture
async def district(inventory: Inventory, region: RegionId) -> DistrictId:
    """The Sergokala district."""
    command = RegisterDistrict(region, "sergokala", {"ru": "Сергокалинский район"})
    return await register_district(command, work=inventory.work, permit=anybody, new_id=new_id)


@pytest.fixture
def village_school(district: DistrictId) -> RegisterSchool:
    """A school that is about to enter the registry."""
    return RegisterSchool(
        district=district,
        national_code="05-001",
        name={"ru": "Аймаумахинская СОШ"},
        kind=SchoolKind.SECONDARY,
        time_zone="Europe/Moscow",
        effective_from=date(1965, 9, 1),
    )


@pytest_asyncio.fixture
async def school(inventory: Inventory, village_school: RegisterSchool) -> SchoolId:
    """A school of the registry."""
    return await register_school(village_school, work=inventory.work, permit=anybody, new_id=new_id)


@pytest_asyncio.fixture
async def laptop(inventory: Inventory) -> AssetModelId:
    """A model of laptop."""
    command = RegisterAssetModel("Laptop 15", "Maker", AssetKind.LAPTOP)
    return await register_asset_model(command, work=inventory.work, permit=anybody, new_id=new_id)
