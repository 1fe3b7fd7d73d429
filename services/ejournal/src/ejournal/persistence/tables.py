"""The tables of the journal: its own, and the copies of what other services told."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Base(SQLModel, registry=registry()):
    """A registry of its own: SQLModel's is one for the whole process."""


def _filled() -> Any:
    return Column(DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp())


class AcademicYearRow(Base, table=True):
    """A school year: its code and its days, of which none belongs to two."""

    __tablename__ = "academic_year"
    id: UUID = Field(primary_key=True)
    code: str = Field(unique=True)
    start_date: date
    end_date: date
    created_at: datetime = Field(sa_column=_filled())


class SchoolClassRow(Base, table=True):
    """A class; `placed` counts the places that are given, and is written with every stay that takes or frees one."""

    __tablename__ = "school_class"
    id: UUID = Field(primary_key=True)
    school_id: UUID
    academic_year_id: UUID = Field(foreign_key="academic_year.id")
    grade: int
    letter: str
    language: str
    capacity: int
    placed: int
    class_teacher_id: UUID | None
    created_at: datetime = Field(sa_column=_filled())
    updated_at: datetime = Field(sa_column=_filled())


class TeachingRow(Base, table=True):
    """Who teaches which subject to a class."""

    __tablename__ = "teaching"
    class_id: UUID = Field(primary_key=True, foreign_key="school_class.id")
    teacher_id: UUID = Field(primary_key=True)
    subject_code: str = Field(primary_key=True)


class StayRow(Base, table=True):
    """The days of a pupil in one school and one class, or in none yet; at most one stay of a pupil has no end."""

    __tablename__ = "stay"
    id: UUID = Field(primary_key=True)
    student_id: UUID
    school_id: UUID
    academic_year_id: UUID
    grade: int
    language: str
    class_id: UUID | None = Field(foreign_key="school_class.id")
    from_date: date
    until_date: date | None
    created_at: datetime = Field(sa_column=_filled())
    updated_at: datetime = Field(sa_column=_filled())


class StaffLeavingRow(Base, table=True):
    """Copy, from training: who leaves a school, until the day has come."""

    __tablename__ = "staff_leaving"
    teacher_id: UUID = Field(primary_key=True)
    school_id: UUID = Field(primary_key=True)
    left_on: date


class SchoolRow(Base, table=True):
    """Copy, from inventory: where a school lies; its days are those of `time_zone`."""

    __tablename__ = "school"
    id: UUID = Field(primary_key=True)
    district_id: UUID | None
    time_zone: str | None


class DistrictRow(Base, table=True):
    """Copy, from inventory: where a district lies."""

    __tablename__ = "district"
    id: UUID = Field(primary_key=True)
    region_id: UUID


class GuardianshipRow(Base, table=True):
    """Copy, from enrollment: who answers for whom; once ended it opens nothing, whatever its dates."""

    __tablename__ = "guardianship"
    student_id: UUID = Field(primary_key=True)
    guardian_id: UUID = Field(primary_key=True)
    from_date: date | None
    until_date: date | None
    ended_on: date | None


class PersonRow(Base, table=True):
    """Copy, from enrollment and training: the names of pupils and teachers, and nothing else of them."""

    __tablename__ = "person"
    id: UUID = Field(primary_key=True)
    kind: str
    display_name: str | None
    sort_key: dict[str, str] | None = Field(sa_column=Column(JSONB))
