"""The tables of inventory."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Column, DateTime, Text, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Base(SQLModel, registry=registry()):
    """A registry of its own: SQLModel's is one for the whole process."""


def _instant(*, filled: bool) -> Any:
    default = func.clock_timestamp() if filled else None
    return Column(DateTime(timezone=True), nullable=False, server_default=default)


class RegionRow(Base, table=True):
    """See domain/territory.py."""

    __tablename__ = "region"
    id: UUID = Field(primary_key=True)
    code: str = Field(unique=True)
    name: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))


class DistrictRow(Base, table=True):
    """See domain/territory.py."""

    __tablename__ = "district"
    id: UUID = Field(primary_key=True)
    region_id: UUID = Field(foreign_key="region.id", index=True)
    code: str = Field(unique=True)
    name: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))


class SchoolRow(Base, table=True):
    """See domain/school.py. `sort_key` orders by name in each language."""

    __tablename__ = "school"
    id: UUID = Field(primary_key=True)
    national_code: str = Field(unique=True)
    name: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))
    sort_key: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))
    kind: str
    district_id: UUID = Field(foreign_key="district.id", index=True)
    languages: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    time_zone: str
    effective_from: date
    created_at: datetime = Field(sa_column=_instant(filled=True))
    updated_at: datetime = Field(sa_column=_instant(filled=True))


class AssetModelRow(Base, table=True):
    """See domain/asset_model.py."""

    __tablename__ = "asset_model"
    id: UUID = Field(primary_key=True)
    name: str
    manufacturer: str | None
    kind: str


class AssetRow(Base, table=True):
    """See domain/asset.py."""

    __tablename__ = "asset"
    id: UUID = Field(primary_key=True)
    school_id: UUID = Field(foreign_key="school.id")
    inventory_number: str
    serial_number: str | None
    model_id: UUID = Field(foreign_key="asset_model.id")
    kind: str
    status: str
    has_internet: bool
    acquired_on: date | None
    version: int
    created_at: datetime = Field(sa_column=_instant(filled=True))
    updated_at: datetime = Field(sa_column=_instant(filled=True))


class ConnectivityMeasurementRow(Base, table=True):
    """See domain/measurement.py. `measured_at` is the fact's date, `created_at` the day it was recorded."""

    __tablename__ = "connectivity_measurement"
    id: UUID = Field(primary_key=True)
    school_id: UUID = Field(foreign_key="school.id")
    down_mbps: float | None
    up_mbps: float | None
    latency_ms: float | None
    method: str
    measured_at: datetime = Field(sa_column=_instant(filled=False))
    created_at: datetime = Field(sa_column=_instant(filled=True))


class EquipmentReportRow(Base, table=True):
    """See domain/equipment_report.py."""

    __tablename__ = "equipment_report"
    id: UUID = Field(primary_key=True)
    school_id: UUID = Field(foreign_key="school.id")
    kind: str
    reported: int | None
    as_of: date
    created_at: datetime = Field(sa_column=_instant(filled=True))


def _ids() -> Any:
    return Column(ARRAY(Uuid), nullable=False)


class ContractRow(Base, table=True):
    """See domain/contract.py. `topics` maps each topic to its fields, null for all of them."""

    __tablename__ = "contract"
    id: UUID = Field(primary_key=True)
    client: str
    purpose: str
    topics: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    is_countrywide: bool
    region_ids: list[UUID] = Field(sa_column=_ids())
    district_ids: list[UUID] = Field(sa_column=_ids())
    school_ids: list[UUID] = Field(sa_column=_ids())
    valid_from: datetime = Field(sa_column=_instant(filled=False))
    valid_until: datetime = Field(sa_column=_instant(filled=False))
    state: str
    ended_at: datetime | None = Field(sa_column=Column(DateTime(timezone=True)))
    end_reason: str | None
    version: int
    created_at: datetime = Field(sa_column=_instant(filled=True))
    updated_at: datetime = Field(sa_column=_instant(filled=True))


class WebhookRow(Base, table=True):
    """See domain/webhook.py. `secrets` are sealed; a webhook that was deleted has none."""

    __tablename__ = "webhook_subscription"
    id: UUID = Field(primary_key=True)
    contract_id: UUID = Field(foreign_key="contract.id")
    url: str
    types: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    secrets: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    state: str
    version: int
    created_at: datetime = Field(sa_column=_instant(filled=False))
    updated_at: datetime = Field(sa_column=_instant(filled=True))
