"""What the use cases of inventory are given; `app.py` alone makes the real ones."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from chassis.identity.policy import Facts
from chassis.work import Repository, Work
from inventory.domain.asset import Asset
from inventory.domain.asset_model import AssetModel
from inventory.domain.equipment_report import EquipmentReport
from inventory.domain.measurement import ConnectivityMeasurement
from inventory.domain.school import School
from inventory.domain.territory import District, Region


class InventoryUnit(Protocol):
    """The aggregates of inventory in one transaction."""

    regions: Repository[Region]
    districts: Repository[District]
    schools: Repository[School]
    asset_models: Repository[AssetModel]
    assets: Repository[Asset]
    measurements: Repository[ConnectivityMeasurement]
    equipment_reports: Repository[EquipmentReport]


InventoryWork = Work[InventoryUnit]
Permit = Callable[[str, Facts], None]
"""Refuses what policy does not let this caller do there: `permit("register_asset", facts)`."""
NewId = Callable[[], UUID]
Now = Callable[[], datetime]


async def place_of(school: School, unit: InventoryUnit) -> Facts:
    """Where a school is, as policy asks it."""
    district = await unit.districts.get(school.district_id)
    return Facts(school=school.id, district=district.id, region=district.region_id)
