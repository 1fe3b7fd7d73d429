"""A person no longer answers for a child."""

from datetime import date

import pytest
import pytest_asyncio

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.enrollment.v1 import GuardianshipEnded, GuardianshipGranted
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import GuardianId, StudentId
from enrollment.domain.refusals import GuardianshipAlreadyEnded, NotAGuardian
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.link_guardian import LinkGuardian, link_guardian
from enrollment.usecases.unlink_guardian import UnlinkGuardian, unlink_guardian

Enrollment = Surroundings[SqlEnrollmentUnit]
NOVEMBER_20 = date(2026, 11, 20)


async def link(enrollment: Enrollment, student: StudentId, guardian: GuardianId) -> None:
    await link_guardian(
        LinkGuardian(student, guardian, GuardianshipKind.PARENT),
        work=enrollment.work,
        permit=anybody,
        new_id=new_id,
        today=lambda _zone: NOVEMBER_20,
    )


async def unlink(enrollment: Enrollment, student: StudentId, guardian: GuardianId) -> None:
    await unlink_guardian(
        UnlinkGuardian(student, guardian),
        work=enrollment.work,
        permit=anybody,
        today=lambda _zone: NOVEMBER_20,
    )


@pytest_asyncio.fixture
async def mother(enrollment: Enrollment, student: StudentId, guardian: GuardianId) -> GuardianId:
    """Amina's mother, linked."""
    await link(enrollment, student, guardian)
    return guardian


async def test_an_end_is_told_after_its_beginning(
    enrollment: Enrollment, student: StudentId, mother: GuardianId
) -> None:
    await unlink(enrollment, student, mother)

    (told,) = await enrollment.told_of(GuardianshipEnded)
    assert (told.student_id, told.guardian_id, told.on) == (str(student), str(mother), "2026-11-20")
    versions = await enrollment.pool.fetch(
        "select version from outbox where topic = 'bilim.enrollment.guardian.v1' order by id"
    )
    assert [row["version"] for row in versions] == [1, 2]


async def test_nothing_is_open_any_more(
    enrollment: Enrollment, student: StudentId, mother: GuardianId
) -> None:
    await unlink(enrollment, student, mother)

    assert await enrollment.pool.fetch("select * from open_guardianship") == []


async def test_what_has_ended_is_refused_with_its_day(
    enrollment: Enrollment, student: StudentId, mother: GuardianId
) -> None:
    await unlink(enrollment, student, mother)

    with pytest.raises(GuardianshipAlreadyEnded) as refused:
        await unlink(enrollment, student, mother)

    assert refused.value.ended_on == NOVEMBER_20
    assert len(await enrollment.told_of(GuardianshipEnded)) == 1


async def test_one_who_never_was_is_refused(
    enrollment: Enrollment, student: StudentId, guardian: GuardianId
) -> None:
    with pytest.raises(NotAGuardian):
        await unlink(enrollment, student, guardian)


async def test_what_has_ended_can_be_granted_anew_and_end_again(
    enrollment: Enrollment, student: StudentId, mother: GuardianId
) -> None:
    await unlink(enrollment, student, mother)

    await link(enrollment, student, mother)
    await unlink(enrollment, student, mother)

    assert len(await enrollment.told_of(GuardianshipGranted)) == 2
    assert len(await enrollment.told_of(GuardianshipEnded)) == 2
