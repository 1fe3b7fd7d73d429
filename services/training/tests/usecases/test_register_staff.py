"""A person comes to work in one school or several."""

from dataclasses import replace
from uuid import UUID

import pytest

from chassis.identity import OutOfScope
from chassis.identity.policy import Facts
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.training.v1 import PersonChanged, StaffCategory, StaffRegistered
from training.domain.ids import SchoolId, TeacherId
from training.domain.refusals import AlreadyEmployed, NotFound
from training.persistence.unit_of_work import SqlTrainingUnit
from training.usecases.register_staff import RegisterStaff, register_staff

Training = Surroundings[SqlTrainingUnit]


async def test_staff_are_told_without_a_name(
    training: Training, teacher: TeacherId, school: SchoolId
) -> None:
    (told,) = await training.told_of(StaffRegistered)

    assert (told.teacher_id, list(told.school_ids)) == (str(teacher), [str(school)])
    assert told.category == StaffCategory.STAFF_CATEGORY_TEACHER
    assert (list(told.subjects), told.hired_on) == (["math", "physics"], "2020-09-01")
    assert "Али" not in str(told)


async def test_the_name_goes_by_the_restricted_stream(training: Training, teacher: TeacherId) -> None:
    (told,) = await training.told_of(PersonChanged)

    assert (told.person_id, told.display_name) == (str(teacher), "Алиев Али Магомедович")
    assert set(told.sort_key) == {"ky", "kk", "ru", "ba", "en"}


async def test_a_day_that_is_not_known_is_not_told(training: Training, ali: RegisterStaff) -> None:
    await register_staff(replace(ali, hired_on=None), work=training.work, permit=anybody, new_id=new_id)

    (told,) = await training.told_of(StaffRegistered)
    assert not told.HasField("hired_on")


async def test_one_person_works_in_two_schools(
    training: Training, ali: RegisterStaff, school: SchoolId, branch: SchoolId
) -> None:
    both = replace(ali, schools=[school, branch])

    await register_staff(both, work=training.work, permit=anybody, new_id=new_id)

    assert await training.pool.fetchval("select count(*) from employment") == 2
    assert len(await training.told_of(StaffRegistered)) == 1


async def test_a_school_named_twice_is_refused(
    training: Training, ali: RegisterStaff, school: SchoolId
) -> None:
    with pytest.raises(AlreadyEmployed):
        await register_staff(
            replace(ali, schools=[school, school]), work=training.work, permit=anybody, new_id=new_id
        )

    assert await training.told() == []


async def test_a_school_nobody_has_told_of_employs_nobody(training: Training, ali: RegisterStaff) -> None:
    with pytest.raises(NotFound):
        await register_staff(
            replace(ali, schools=[SchoolId(new_id())]), work=training.work, permit=anybody, new_id=new_id
        )


async def test_every_school_must_be_permitted(
    training: Training, ali: RegisterStaff, school: SchoolId, branch: SchoolId
) -> None:
    asked: list[UUID | None] = []

    def only_the_first(action: str, facts: Facts) -> None:
        asked.append(facts.school)
        if facts.school != school:
            raise OutOfScope(action)

    with pytest.raises(OutOfScope):
        await register_staff(
            replace(ali, schools=[school, branch]), work=training.work, permit=only_the_first, new_id=new_id
        )

    assert asked == [school, branch]
    assert await training.pool.fetchval("select count(*) from teacher") == 0
