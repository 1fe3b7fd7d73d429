"""The tables of training."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Base(SQLModel, registry=registry()):
    """A registry of its own: SQLModel's is one for the whole process."""


def _recorded() -> Any:
    return Column(DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp())


class TeacherRow(Base, table=True):
    """A member of staff: the name; `sort_key` orders by it in each language."""

    __tablename__ = "teacher"
    id: UUID = Field(primary_key=True)
    display_name: str
    sort_key: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class EmploymentRow(Base, table=True):
    """Who works in which school, as what, from when until when."""

    __tablename__ = "employment"
    id: UUID = Field(primary_key=True)
    teacher_id: UUID = Field(foreign_key="teacher.id")
    school_id: UUID
    category: str
    subjects: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    hired_on: date | None
    left_on: date | None
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class DistrictRow(Base, table=True):
    """A copy of inventory's districts. No copy refers to another: owners publish independently."""

    __tablename__ = "district"
    id: UUID = Field(primary_key=True)
    region_id: UUID = Field(index=True)


class SchoolRow(Base, table=True):
    """A copy of inventory's schools."""

    __tablename__ = "school"
    id: UUID = Field(primary_key=True)
    district_id: UUID = Field(index=True)
