"""Enrollment answering; and those who ask it, by what their tokens say."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest
import pytest_asyncio

from chassis.ids import new_id
from chassis.testing.databases import Database
from chassis.testing.serving import Serving, serving
from chassis.testing.surroundings import Surroundings, anybody
from enrollment.app import SERVICE
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import ClassId, DistrictId, GuardianId, SchoolId, StudentId, TeacherId
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.copy_class import CopyClass, copy_class
from enrollment.usecases.copy_placement import CopyPlacement, copy_placement
from enrollment.usecases.link_guardian import LinkGuardian, link_guardian

SEPTEMBER_1 = date(2026, 9, 1)


class Asker(TypedDict, total=False):
    """What a token says: `**asker` completes `graph.ask(query, variables, …)`."""

    grants: list[str]
    person: list[str]


@pytest_asyncio.fixture
async def graph(database: Database, tmp_path: Path) -> AsyncIterator[Serving]:
    """The subgraph."""
    async with serving(SERVICE, database, tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture
async def mother(
    enrollment: Surroundings[SqlEnrollmentUnit], student: StudentId, guardian: GuardianId
) -> GuardianId:
    """Amina's mother, linked."""
    command = LinkGuardian(student, guardian, GuardianshipKind.PARENT, from_date=SEPTEMBER_1)
    await link_guardian(
        command, work=enrollment.work, permit=anybody, new_id=new_id, today=lambda _zone: SEPTEMBER_1
    )
    return guardian


@pytest_asyncio.fixture
async def teachers(
    enrollment: Surroundings[SqlEnrollmentUnit], student: StudentId, school: SchoolId
) -> tuple[TeacherId, TeacherId]:
    """Amina's class teacher, and who teaches her mathematics."""
    class_teacher, mathematician = TeacherId(new_id()), TeacherId(new_id())
    told = CopyClass(ClassId(new_id()), class_teacher, [mathematician], school)
    await copy_class(told, work=enrollment.work)
    await copy_placement(CopyPlacement(told.id, student, SEPTEMBER_1), work=enrollment.work)
    return class_teacher, mathematician


@pytest.fixture
def askers(
    school: SchoolId,
    district: DistrictId,
    mother: GuardianId,
    student: StudentId,
    teachers: tuple[TeacherId, TeacherId],
) -> dict[str, Asker]:
    """One of each who has to do with Amina, and some who have not."""
    at_school, elsewhere = f"@school:{school}", f"@school:{new_id()}"
    return {
        "ministry": {"grants": ["ministry@country:*"]},
        "district": {"grants": [f"district@district:{district}"]},
        "another district": {"grants": [f"district@district:{new_id()}"]},
        "director": {"grants": [f"director{at_school}"]},
        "another director": {"grants": [f"director{elsewhere}"]},
        "ict coordinator": {"grants": [f"ict_coordinator{at_school}"]},
        "class teacher": {"grants": [f"class_teacher{at_school}"], "person": [f"teacher:{teachers[0]}"]},
        "another class's teacher": {
            "grants": [f"class_teacher{at_school}"],
            "person": [f"teacher:{new_id()}"],
        },
        "teacher": {"grants": [f"teacher{at_school}"], "person": [f"teacher:{teachers[1]}"]},
        "another teacher": {"grants": [f"teacher{at_school}"], "person": [f"teacher:{new_id()}"]},
        "mother": {"grants": [f"guardian{at_school}"], "person": [f"guardian:{mother}"]},
        "another guardian": {"grants": [f"guardian{at_school}"], "person": [f"guardian:{new_id()}"]},
        "Amina": {"grants": [f"student{at_school}"], "person": [f"student:{student}"]},
        "another pupil": {"grants": [f"student{at_school}"], "person": [f"student:{new_id()}"]},
        "auditor": {"grants": ["auditor@country:*"]},
        "nobody": {},
    }
