"""A school reports how many devices of a kind it has, or that it does not say."""

from datetime import date

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from inventory.domain.asset import AssetStatus
from inventory.domain.equipment_report import ReportedKind
from inventory.domain.ids import AssetModelId, SchoolId
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.register_asset import RegisterAsset, register_asset
from inventory.usecases.report_equipment import ReportEquipment, report_equipment


async def _report(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId, reported: int | None, year: int = 2022
) -> None:
    command = ReportEquipment(school, ReportedKind.LAPTOP, reported, date(year, 2, 28))
    await report_equipment(command, work=inventory.work, permit=anybody, new_id=new_id)


async def _laptops(inventory: Surroundings[SqlInventoryUnit]) -> int | None:
    shown: int | None = await inventory.pool.fetchval("select laptops from school_devices")
    return shown


@pytest.mark.parametrize(("reported", "shown"), [(None, None), (0, 0)])
async def test_blank_is_not_reported_and_zero_is_zero(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId, reported: int | None, shown: int | None
) -> None:
    await _report(inventory, school, reported)

    assert await _laptops(inventory) == shown


async def test_the_latest_report_counts(inventory: Surroundings[SqlInventoryUnit], school: SchoolId) -> None:
    await _report(inventory, school, 5, 2022)
    await _report(inventory, school, None, 2023)

    assert await _laptops(inventory) is None


async def test_a_device_that_exists_is_counted_whatever_was_reported(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId, laptop: AssetModelId
) -> None:
    await _report(inventory, school, None)

    for number, status in (("1", AssetStatus.IN_SERVICE), ("2", AssetStatus.FAULTY)):
        await register_asset(
            RegisterAsset(school, laptop, number, status=status),
            work=inventory.work,
            permit=anybody,
            new_id=new_id,
        )

    assert await _laptops(inventory) == 1
