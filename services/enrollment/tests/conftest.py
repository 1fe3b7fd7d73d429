"""Enrollment on a migrated database of its own: a school, a year, a pupil and her mother."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio

from chassis.ids import new_id
from chassis.testing.databases import Database
from chassis.testing.postgres import NewDatabase
from chassis.testing.surroundings import Surroundings, anybody, surroundings
from contracts.catalogue import published_by
from enrollment.domain.ids import AcademicYearId, DistrictId, GuardianId, RegionId, SchoolId, StudentId
from enrollment.domain.reference import AcademicYear, District, School
from enrollment.messaging.published import message_of
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.copy_academic_year import copy_academic_year
from enrollment.usecases.copy_district import copy_district
from enrollment.usecases.copy_school import copy_school
from enrollment.usecases.enrol_student import EnrolStudent, enrol_student
from enrollment.usecases.register_guardian import RegisterGuardian, register_guardian

Enrollment = Surroundings[SqlEnrollmentUnit]
SEPTEMBER_1 = date(2026, 9, 1)


@pytest_asyncio.fixture
async def database(new_database: NewDatabase) -> Database:
    """One database for what is written and what is read."""
    return await new_database("enrollment")


@pytest_asyncio.fixture
async def enrollment(database: Database) -> AsyncIterator[Enrollment]:
    """The real unit of work, and what left by the outbox."""
    async with surroundings(database, SqlEnrollmentUnit, message_of, published_by("enrollment")) as opened:
        yield opened


@pytest_asyncio.fixture
async def district(enrollment: Enrollment) -> DistrictId:
    """The district of the school."""
    told = District(DistrictId(new_id()), RegionId(new_id()))
    await copy_district(told, work=enrollment.work)
    return told.id


@pytest_asyncio.fixture
async def school(enrollment: Enrollment, district: DistrictId) -> SchoolId:
    """A school that enrollment has heard of."""
    told = School(SchoolId(new_id()), district, "Europe/Moscow")
    await copy_school(told, work=enrollment.work)
    return told.id


@pytest_asyncio.fixture
async def year(enrollment: Enrollment) -> AcademicYearId:
    """The year 2026-27."""
    told = AcademicYear(AcademicYearId(new_id()), "2026-27", SEPTEMBER_1, date(2027, 8, 31))
    await copy_academic_year(told, work=enrollment.work)
    return told.id


@pytest.fixture
def amina(school: SchoolId, year: AcademicYearId) -> EnrolStudent:
    """The order by which Amina becomes a pupil of grade 1."""
    return EnrolStudent(
        school=school,
        display_name="Магомедова Амина Руслановна",
        birth_date=date(2019, 3, 14),
        grade=1,
        language="ru",
        academic_year=year,
        order_number="17-К",
        order_date=date(2026, 8, 28),
        enrolled_on=SEPTEMBER_1,
    )


@pytest_asyncio.fixture
async def student(enrollment: Enrollment, amina: EnrolStudent) -> StudentId:
    """Amina, a pupil."""
    return await enrol_student(amina, work=enrollment.work, permit=anybody, new_id=new_id)


@pytest_asyncio.fixture
async def guardian(enrollment: Enrollment, school: SchoolId) -> GuardianId:
    """Amina's mother, who is not linked to her yet."""
    command = RegisterGuardian(school, "Магомедова Патимат Алиевна")
    return await register_guardian(command, work=enrollment.work, permit=anybody, new_id=new_id)
