"""The tables of enrollment."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Column, DateTime, String, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Base(SQLModel, registry=registry()):
    """A registry of its own: SQLModel's is one for the whole process."""


def _recorded() -> Any:
    return Column(DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp())


class StudentRow(Base, table=True):
    """A pupil: name and birth date, and where the pupil is now; `sort_key` orders by name in each language."""

    __tablename__ = "student"
    id: UUID = Field(primary_key=True)
    display_name: str
    sort_key: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))
    birth_date: date
    school_id: UUID = Field(index=True)
    current_enrolment_id: UUID
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class EnrolmentRow(Base, table=True):
    """An order that made a child a pupil; `enrolled_on` is the fact's date, `created_at` when it was recorded."""

    __tablename__ = "enrolment"
    id: UUID = Field(primary_key=True)
    student_id: UUID = Field(foreign_key="student.id", index=True)
    school_id: UUID = Field(index=True)
    academic_year_id: UUID
    grade: int
    language: str
    order_number: str
    order_date: date
    enrolled_on: date
    created_at: datetime = Field(sa_column=_recorded())


class GuardianRow(Base, table=True):
    """A person who answers for pupils: the name, and the school that checked the papers."""

    __tablename__ = "guardian"
    id: UUID = Field(primary_key=True)
    display_name: str
    sort_key: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))
    registered_by: UUID = Field(index=True)
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class GuardianshipRow(Base, table=True):
    """Who answers for whom, from when; `ended_on` closes it, `until_date` was known from the start."""

    __tablename__ = "guardianship"
    id: UUID = Field(primary_key=True)
    student_id: UUID = Field(foreign_key="student.id")
    guardian_id: UUID = Field(foreign_key="guardian.id")
    kind: str
    from_date: date
    until_date: date | None
    ended_on: date | None
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class ErasedPersonRow(Base, table=True):
    """Who was forgotten, since when and by which order: the list that a backup is held against."""

    __tablename__ = "erased_person"
    id: UUID = Field(primary_key=True)
    kind: str
    erased_on: date
    order_number: str
    order_date: date
    created_at: datetime = Field(sa_column=_recorded())


class PersonExportRow(Base, table=True):
    """What was put together of a person on request; deleted after a week."""

    __tablename__ = "person_export"
    id: UUID = Field(primary_key=True)
    person_id: UUID
    kind: str
    requested_by: str
    private_key: bytes | None
    document: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    awaits: list[str] = Field(sa_column=Column(ARRAY(String), nullable=False))
    state: str
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
    time_zone: str


class AcademicYearRow(Base, table=True):
    """A copy of the journal's years."""

    __tablename__ = "academic_year"
    id: UUID = Field(primary_key=True)
    code: str
    start_date: date
    end_date: date
    school_id: UUID | None


class ClassRow(Base, table=True):
    """A copy of the journal's classes, for who teaches whom."""

    __tablename__ = "class"
    id: UUID = Field(primary_key=True)
    school_id: UUID | None
    class_teacher_id: UUID | None = Field(index=True)
    teacher_ids: list[UUID] = Field(sa_column=Column(ARRAY(Uuid), nullable=False))


class PlacementRow(Base, table=True):
    """A copy of who sits in which class: open while `until_date` is null; it is the first day no longer there."""

    __tablename__ = "placement"
    class_id: UUID = Field(primary_key=True)
    student_id: UUID = Field(primary_key=True, index=True)
    from_date: date
    until_date: date | None
