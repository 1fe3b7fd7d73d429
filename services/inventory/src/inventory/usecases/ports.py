"""What the use cases of inventory are given; `app.py` alone makes the real ones."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from chassis.identity.policy import Facts
from chassis.work import Repository, Work
from inventory.domain.asset import Asset
from inventory.domain.asset_model import AssetModel
from inventory.domain.contract import Contract, KnownTopic, Terms
from inventory.domain.equipment_report import EquipmentReport
from inventory.domain.measurement import ConnectivityMeasurement
from inventory.domain.school import School
from inventory.domain.territory import District, Region
from inventory.domain.webhook import Webhook


class Persons(Protocol):
    """What is known of persons as such."""

    async def record_of(self, person: UUID, kind: str, *, account: str | None) -> dict[str, Any]:
        """Everything that is held of a person, by table; what the account did as well."""
        ...

    async def forget_traces(self, person: UUID) -> None:
        """Takes a person out of what was set aside."""
        ...


class InventoryUnit(Protocol):
    """The aggregates of inventory in one transaction."""

    regions: Repository[Region]
    districts: Repository[District]
    schools: Repository[School]
    asset_models: Repository[AssetModel]
    assets: Repository[Asset]
    measurements: Repository[ConnectivityMeasurement]
    equipment_reports: Repository[EquipmentReport]
    contracts: Repository[Contract]
    webhooks: Repository[Webhook]
    persons: Persons

    def tell(self, event: object) -> None:
        """Publishes a fact that no aggregate holds."""
        ...


InventoryWork = Work[InventoryUnit]
Permit = Callable[[str, Facts], None]
"""Refuses what policy does not let this caller do there: `permit("register_asset", facts)`."""
NewId = Callable[[], UUID]
Now = Callable[[], datetime]
KnownTopics = Callable[[], Mapping[str, KnownTopic]]
"""The topics that exist, of all services."""
TopicsOfTypes = Callable[[], Mapping[str, str]]
"""On which topic each kind of event is told, of all services."""
NewSecret = Callable[[UUID], str]
"""A fresh secret for this webhook, sealed: the use cases never see it open."""
Accepts = Callable[[str], bool]
"""Whether deliveries may go to an address."""


async def place_of(school: School, unit: InventoryUnit) -> Facts:
    """Where a school is, as policy asks it."""
    district = await unit.districts.get(school.district_id)
    return Facts(school=school.id, district=district.id, region=district.region_id)


async def check_places(terms: Terms, unit: InventoryUnit) -> None:
    """Refuses, as not found, a place that the registry does not know."""
    for region in terms.region_ids:
        await unit.regions.get(region)
    for district in terms.district_ids:
        await unit.districts.get(district)
    for school in terms.school_ids:
        await unit.schools.get(school)
