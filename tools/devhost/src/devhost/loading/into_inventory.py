"""Tells inventory of a district: territory, models, schools with their devices, reports and connections."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from chassis.work import Work
from devhost.loading.equipment import models_of
from devhost.loading.form import COUNT_COLUMNS
from devhost.loading.giving import ids_from, installer
from devhost.loading.ids import stable_id
from devhost.loading.plan import DistrictPlan, SchoolPlan
from inventory.domain.asset import AssetKind
from inventory.domain.equipment_report import ReportedKind
from inventory.domain.ids import AssetModelId, DistrictId, RegionId, SchoolId
from inventory.domain.measurement import MeasurementMethod
from inventory.domain.school import SchoolKind
from inventory.usecases.record_measurement import RecordMeasurement, record_measurement
from inventory.usecases.register_asset import RegisterAsset, register_asset
from inventory.usecases.register_asset_model import RegisterAssetModel, register_asset_model
from inventory.usecases.register_district import RegisterDistrict, register_district
from inventory.usecases.register_region import RegisterRegion, register_region
from inventory.usecases.register_school import RegisterSchool, register_school
from inventory.usecases.report_equipment import ReportEquipment, report_equipment


async def territory(plan: DistrictPlan, work: Work[Any]) -> None:
    """The region, if no other district brought it, and the district."""
    async with work() as unit:
        if await unit.regions.find(id=plan.region_id) is None:
            region = RegisterRegion(plan.region.code, {"ru": plan.region.name})
            await register_region(region, work=work, permit=installer, new_id=ids_from(plan.region_id))
    district = RegisterDistrict(RegionId(plan.region_id), plan.district.code, {"ru": plan.district.name})
    await register_district(district, work=work, permit=installer, new_id=ids_from(plan.district_id))


async def school(plan: DistrictPlan, planned: SchoolPlan, work: Work[Any]) -> None:
    """One school with all that the table counts in it."""
    row = planned.row
    command = RegisterSchool(
        district=DistrictId(plan.district_id),
        national_code=row.national_code,
        name={"ru": row.name},
        kind=SchoolKind(row.kind),
        time_zone=row.time_zone,
        effective_from=row.reported_on,
    )
    await register_school(command, work=work, permit=installer, new_id=ids_from(planned.id))
    await reports(planned, work)
    await connection(planned, work)
    await devices(planned, work)


async def reports(planned: SchoolPlan, work: Work[Any]) -> None:
    """What the table says of each kind of equipment, also where it says nothing."""
    counts = {ReportedKind(kind): planned.row.equipment[kind] for kind in COUNT_COLUMNS}
    counts[ReportedKind.WITH_INTERNET] = planned.row.with_internet
    for kind, reported in counts.items():
        command = ReportEquipment(SchoolId(planned.id), kind, reported, planned.row.reported_on)
        new_id = ids_from(stable_id(planned.id, "report", kind))
        await report_equipment(command, work=work, permit=installer, new_id=new_id)


async def connection(planned: SchoolPlan, work: Work[Any]) -> None:
    """The speed that the school declares; nothing where the cell is blank."""
    if planned.row.down_mbps is None:
        return
    begins = datetime.combine(planned.row.reported_on, time(), ZoneInfo(planned.row.time_zone))
    now = datetime.now(UTC)
    command = RecordMeasurement(
        school=SchoolId(planned.id),
        down_mbps=float(planned.row.down_mbps),
        up_mbps=None,
        latency_ms=None,
        method=MeasurementMethod.DECLARED,
        measured_at=min(begins, now),
    )
    new_id = ids_from(stable_id(planned.id, "connection"))
    await record_measurement(command, work=work, permit=installer, new_id=new_id, now=lambda: now)


async def devices(planned: SchoolPlan, work: Work[Any]) -> None:
    """Every device, of models that are registered when they are first met."""
    known: dict[object, AssetModelId] = {}
    for model in models_of(planned.assets):
        command = RegisterAssetModel(model.name, None, AssetKind(model.kind))
        known[model.id] = await register_asset_model(
            command, work=work, permit=installer, new_id=ids_from(model.id)
        )
    for asset in planned.assets:
        device = RegisterAsset(
            school=SchoolId(planned.id),
            model=known[asset.model.id],
            inventory_number=asset.inventory_number,
            serial_number=asset.serial_number,
            has_internet=asset.has_internet,
        )
        await register_asset(device, work=work, permit=installer, new_id=ids_from(asset.id))
