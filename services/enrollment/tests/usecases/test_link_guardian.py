"""A person answers for a child from now on."""

import asyncio
from datetime import date
from uuid import UUID

import pytest

from chassis.identity import OutOfScope
from chassis.identity.policy import Facts
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.enrollment.v1 import GuardianshipGranted, GuardianshipKind
from enrollment.domain import guardianship
from enrollment.domain.ids import DistrictId, GuardianId, SchoolId, StudentId
from enrollment.domain.refusals import AlreadyGuardian, NotFound
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.link_guardian import LinkGuardian, link_guardian

Enrollment = Surroundings[SqlEnrollmentUnit]
NOVEMBER_20 = date(2026, 11, 20)
PARENT = guardianship.GuardianshipKind.PARENT


def in_november(zone: str) -> date:
    """A day that is the same everywhere, asked in the school's zone."""
    assert zone == "Europe/Moscow"
    return NOVEMBER_20


async def link(enrollment: Enrollment, student: StudentId, guardian: GuardianId) -> UUID:
    return await link_guardian(
        LinkGuardian(student, guardian, PARENT),
        work=enrollment.work,
        permit=anybody,
        new_id=new_id,
        today=in_november,
    )


async def test_a_guardianship_is_told_from_today_at_the_school(
    enrollment: Enrollment, student: StudentId, guardian: GuardianId
) -> None:
    await link(enrollment, student, guardian)

    (told,) = await enrollment.told_of(GuardianshipGranted)
    assert (told.student_id, told.guardian_id) == (str(student), str(guardian))
    assert told.kind == GuardianshipKind.GUARDIANSHIP_KIND_PARENT
    assert told.from_date == "2026-11-20"
    assert not told.HasField("until_date")


async def test_one_who_answers_already_is_refused(
    enrollment: Enrollment, student: StudentId, guardian: GuardianId
) -> None:
    await link(enrollment, student, guardian)

    with pytest.raises(AlreadyGuardian):
        await link(enrollment, student, guardian)

    assert len(await enrollment.told_of(GuardianshipGranted)) == 1


async def test_two_requests_at_once_link_once(
    enrollment: Enrollment, student: StudentId, guardian: GuardianId
) -> None:
    both = await asyncio.gather(
        link(enrollment, student, guardian), link(enrollment, student, guardian), return_exceptions=True
    )

    assert sorted(isinstance(one, AlreadyGuardian) for one in both) == [False, True]


@pytest.mark.parametrize("unknown", ["student", "guardian"])
async def test_nobody_is_linked_to_somebody_unknown(
    enrollment: Enrollment, student: StudentId, guardian: GuardianId, unknown: str
) -> None:
    pair = {"student": student, "guardian": guardian} | {unknown: new_id()}

    with pytest.raises(NotFound):
        await link(enrollment, StudentId(pair["student"]), GuardianId(pair["guardian"]))


async def test_permission_is_asked_where_the_pupil_is(
    enrollment: Enrollment, student: StudentId, guardian: GuardianId, school: SchoolId, district: DistrictId
) -> None:
    asked: list[tuple[str, Facts]] = []

    def nobody(action: str, facts: Facts) -> None:
        asked.append((action, facts))
        raise OutOfScope(action)

    with pytest.raises(OutOfScope):
        await link_guardian(
            LinkGuardian(student, guardian, PARENT),
            work=enrollment.work,
            permit=nobody,
            new_id=new_id,
            today=in_november,
        )

    assert asked == [("link_guardian", Facts(school=school, district=district))]
    assert await enrollment.told_of(GuardianshipGranted) == []
