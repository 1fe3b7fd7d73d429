"""A district as the loader will make it: the table's numbers with people in them, the same on every run."""

from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from devhost.loading.classes import ClassPlan, plan_classes
from devhost.loading.equipment import AssetPlan, plan_assets
from devhost.loading.form import DistrictTable, Place, SchoolRow
from devhost.loading.ids import stable_id
from devhost.loading.people import Families, StaffPlan, plan_families, plan_staff
from devhost.loading.teaching import TeachingPlan, plan_teaching

SCHOOL_YEAR_BEGINS = (9, 1)


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The school year in which the pupils are; it ends when the next begins, so that one is always open."""

    starts: date

    @classmethod
    def of(cls, day: date) -> "SchoolYear":
        """The year that a day belongs to."""
        first = date(day.year, *SCHOOL_YEAR_BEGINS)
        return cls(first if day >= first else first.replace(year=day.year - 1))

    @property
    def ends(self) -> date:
        """Its last day."""
        return date(self.starts.year + 1, 8, 31)

    @property
    def code(self) -> str:
        """2026-27."""
        return f"{self.starts.year}-{(self.starts.year + 1) % 100:02}"

    @property
    def id(self) -> UUID:
        """The year is one for all districts."""
        return stable_id("academic-year", self.code)


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """Everything to be made of one row."""

    id: UUID
    row: SchoolRow
    classes: tuple[ClassPlan, ...]
    staff: tuple[StaffPlan, ...]
    families: Families
    teaching: tuple[TeachingPlan, ...]
    assets: tuple[AssetPlan, ...]


@dataclass(frozen=True, slots=True)
class DistrictPlan:
    """Everything to be made of a table."""

    region_id: UUID
    region: Place
    district_id: UUID
    district: Place
    year: SchoolYear
    schools: tuple[SchoolPlan, ...]


def plan_district(table: DistrictTable, year: SchoolYear) -> DistrictPlan:
    """Invent what the table counts."""
    return DistrictPlan(
        region_id=stable_id("region", table.region.code),
        region=table.region,
        district_id=stable_id("district", table.district.code),
        district=table.district,
        year=year,
        schools=tuple(plan_school(row, year) for row in table.schools),
    )


def plan_school(row: SchoolRow, year: SchoolYear) -> SchoolPlan:
    """Invent one school; its national code is the seed, so that other rows do not change it."""
    key = ("school", row.national_code)
    chance = Random("/".join(key))  # noqa: S311 - invented people are no secret.
    classes = plan_classes(row, (*key, year.code), chance)
    staff = plan_staff(row.staff or 0, key, year.starts, chance)
    return SchoolPlan(
        id=stable_id(*key),
        row=row,
        classes=classes,
        staff=staff,
        families=plan_families(classes, key, year.starts, chance),
        teaching=plan_teaching(staff, classes),
        assets=plan_assets(row, key, chance),
    )
