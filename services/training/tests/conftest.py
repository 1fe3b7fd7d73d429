"""Training on a migrated database of its own: a district with two schools, and nobody employed."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio

from chassis.ids import new_id
from chassis.testing.databases import Database
from chassis.testing.postgres import NewDatabase
from chassis.testing.surroundings import Surroundings, anybody, surroundings
from contracts.catalogue import published_by
from training.domain.ids import DistrictId, RegionId, SchoolId, TeacherId
from training.domain.reference import District, School
from training.domain.teacher import StaffCategory
from training.messaging.published import message_of
from training.persistence.unit_of_work import SqlTrainingUnit
from training.usecases.copy_district import copy_district
from training.usecases.copy_school import copy_school
from training.usecases.register_staff import RegisterStaff, register_staff

Training = Surroundings[SqlTrainingUnit]


@pytest_asyncio.fixture
async def database(new_database: NewDatabase) -> Database:
    """One database for what is written and what is read."""
    return await new_database("training")


@pytest_asyncio.fixture
async def training(database: Database) -> AsyncIterator[Training]:
    """The real unit of work, and what left by the outbox."""
    async with surroundings(database, SqlTrainingUnit, message_of, published_by("training")) as opened:
        yield opened


@pytest_asyncio.fixture
async def district(training: Training) -> DistrictId:
    """The district of both schools."""
    told = District(DistrictId(new_id()), RegionId(new_id()))
    await copy_district(told, work=training.work)
    return told.id


@pytest_asyncio.fixture
async def school(training: Training, district: DistrictId) -> SchoolId:
    """The school where Ali works."""
    told = School(SchoolId(new_id()), district)
    await copy_school(told, work=training.work)
    return told.id


@pytest_asyncio.fixture
async def branch(training: Training, district: DistrictId) -> SchoolId:
    """Another school of the district."""
    told = School(SchoolId(new_id()), district)
    await copy_school(told, work=training.work)
    return told.id


@pytest.fixture
def ali(school: SchoolId) -> RegisterStaff:
    """A mathematician who comes to work."""
    return RegisterStaff(
        [school], "Алиев Али Магомедович", StaffCategory.TEACHER, ["math", "physics"], date(2020, 9, 1)
    )


@pytest_asyncio.fixture
async def teacher(training: Training, ali: RegisterStaff) -> TeacherId:
    """Ali, at work."""
    return await register_staff(ali, work=training.work, permit=anybody, new_id=new_id)
