"""The real table, and the plan made of it."""

from datetime import date
from pathlib import Path

import pytest

from devhost.loading.form import DistrictTable
from devhost.loading.plan import DistrictPlan, SchoolYear, plan_district
from devhost.loading.table import read_table

SERGOKALA = Path(__file__).parents[4] / "data" / "sergokala" / "schools.csv"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def sergokala() -> DistrictTable:
    """22 schools of the Sergokala district as the order of 28.02.2022 prints them."""
    return read_table(SERGOKALA.read_bytes(), today=TODAY)


@pytest.fixture(scope="session")
def plan(sergokala: DistrictTable) -> DistrictPlan:
    """The people and things invented for that table."""
    return plan_district(sergokala, SchoolYear.of(TODAY))
