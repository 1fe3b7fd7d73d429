"""A school enters the registry."""

from dataclasses import replace

import pytest

from chassis.identity import OutOfScope
from chassis.identity.policy import Facts
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.inventory.v1 import SchoolRegistered
from inventory.domain.ids import DistrictId, SchoolId
from inventory.domain.refusals import CodeTaken, NotFound, UnknownTimeZone
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.register_school import RegisterSchool, register_school


async def test_a_school_is_told_without_anything_personal(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId, district: DistrictId
) -> None:
    (told,) = await inventory.told_of(SchoolRegistered)

    assert told.school_id == str(school)
    assert told.district_id == str(district)
    assert told.national_code == "05-001"
    assert dict(told.name) == {"ru": "Аймаумахинская СОШ"}
    assert told.effective_from == "1965-09-01"


async def test_a_national_code_is_given_once(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId, village_school: RegisterSchool
) -> None:
    with pytest.raises(CodeTaken):
        await register_school(village_school, work=inventory.work, permit=anybody, new_id=new_id)

    assert len(await inventory.told_of(SchoolRegistered)) == 1


async def test_an_unknown_district_or_time_zone_is_refused(
    inventory: Surroundings[SqlInventoryUnit], village_school: RegisterSchool
) -> None:
    for command, refusal in (
        (replace(village_school, district=DistrictId(new_id())), NotFound),
        (replace(village_school, time_zone="Mars/Olympus"), UnknownTimeZone),
    ):
        with pytest.raises(refusal):
            await register_school(command, work=inventory.work, permit=anybody, new_id=new_id)


async def test_nothing_is_written_where_policy_says_no(
    inventory: Surroundings[SqlInventoryUnit], village_school: RegisterSchool
) -> None:
    def nobody(action: str, _facts: Facts) -> None:
        raise OutOfScope(action)

    with pytest.raises(OutOfScope):
        await register_school(village_school, work=inventory.work, permit=nobody, new_id=new_id)

    assert await inventory.pool.fetchval("select count(*) from school") == 0
