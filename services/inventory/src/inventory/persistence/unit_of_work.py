"""What a use case of inventory may touch in one transaction."""

from collections.abc import Callable
from typing import Any

import asyncpg

from chassis.database import Connection
from chassis.work import Outgoing, Repository, Unit
from inventory.domain.asset import Asset
from inventory.domain.asset_model import AssetModel
from inventory.domain.contract import Contract
from inventory.domain.equipment_report import EquipmentReport
from inventory.domain.measurement import ConnectivityMeasurement
from inventory.domain.refusals import CodeTaken, InventoryNumberTaken, NotFound, Refusal, SerialNumberTaken
from inventory.domain.school import School
from inventory.domain.territory import District, Region
from inventory.domain.webhook import Webhook
from inventory.persistence import tables
from inventory.persistence.persons import SqlPersons
from inventory.usecases.ports import Persons


class SqlInventoryUnit(Unit):
    """The aggregates of inventory on one open transaction."""

    def __init__(self, connection: Connection, translate: Callable[[Any], Outgoing]) -> None:
        super().__init__(connection, translate)
        self.regions = Repository(connection, Region, tables.RegionRow, missing=NotFound)
        self.districts = Repository(connection, District, tables.DistrictRow, missing=NotFound)
        self.schools = Repository(connection, School, tables.SchoolRow, missing=NotFound)
        self.asset_models = Repository(connection, AssetModel, tables.AssetModelRow, missing=NotFound)
        self.assets = Repository(connection, Asset, tables.AssetRow, missing=NotFound)
        self.measurements = Repository(
            connection, ConnectivityMeasurement, tables.ConnectivityMeasurementRow, missing=NotFound
        )
        self.equipment_reports = Repository(
            connection, EquipmentReport, tables.EquipmentReportRow, missing=NotFound
        )
        self.contracts = Repository(connection, Contract, tables.ContractRow, missing=NotFound)
        self.webhooks = Repository(connection, Webhook, tables.WebhookRow, missing=NotFound)
        self.persons: Persons = SqlPersons(connection)

    def refusal_of(self, violation: asyncpg.UniqueViolationError) -> Refusal | None:
        """Two requests at once can both find a number free; the database lets one of them have it."""
        # Of rows that are not everybody's the database does not say which value it was.
        assets = self.assets.unsaved()
        match violation.constraint_name:
            case "asset_inventory_number_once":
                return InventoryNumberTaken(", ".join(asset.inventory_number for asset in assets))
            case "asset_serial_number_once":
                return SerialNumberTaken(", ".join(filter(None, (asset.serial_number for asset in assets))))
            case "school_national_code_key" | "district_code_key" | "region_code_key":
                value = (violation.detail or "").rpartition("=(")[2].partition(")")[0].rpartition(", ")[2]
                return CodeTaken(value)
            case _:
                return None
