"""A person who will answer for children becomes known."""

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.enrollment.v1 import PersonChanged, PersonKind
from enrollment.domain.ids import GuardianId, SchoolId
from enrollment.domain.refusals import DisplayNameMissing, NotFound
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.register_guardian import RegisterGuardian, register_guardian

Enrollment = Surroundings[SqlEnrollmentUnit]


async def test_a_guardians_name_goes_by_the_restricted_stream(
    enrollment: Enrollment, guardian: GuardianId
) -> None:
    (told,) = await enrollment.told_of(PersonChanged)

    assert (told.person_id, told.kind) == (str(guardian), PersonKind.PERSON_KIND_GUARDIAN)
    assert told.display_name == "Магомедова Патимат Алиевна"


async def test_a_guardian_without_a_name_is_refused(enrollment: Enrollment, school: SchoolId) -> None:
    with pytest.raises(DisplayNameMissing):
        await register_guardian(
            RegisterGuardian(school, " "), work=enrollment.work, permit=anybody, new_id=new_id
        )

    assert await enrollment.pool.fetchval("select count(*) from guardian") == 0


async def test_a_school_nobody_has_told_of_registers_nobody(enrollment: Enrollment) -> None:
    with pytest.raises(NotFound):
        await register_guardian(
            RegisterGuardian(SchoolId(new_id()), "Патимат"),
            work=enrollment.work,
            permit=anybody,
            new_id=new_id,
        )
