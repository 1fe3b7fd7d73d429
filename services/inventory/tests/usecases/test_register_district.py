"""A district enters the registry."""

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.inventory.v1 import DistrictChanged
from inventory.domain.ids import DistrictId, RegionId
from inventory.domain.refusals import NotFound
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.register_district import RegisterDistrict, register_district


async def test_the_whole_of_a_district_is_told(
    inventory: Surroundings[SqlInventoryUnit], district: DistrictId, region: RegionId
) -> None:
    (told,) = await inventory.told_of(DistrictChanged)

    assert (told.district_id, told.region_id) == (str(district), str(region))
    assert (told.code, told.region_code) == ("sergokala", "dagestan")


async def test_a_district_of_an_unknown_region_is_refused(inventory: Surroundings[SqlInventoryUnit]) -> None:
    command = RegisterDistrict(RegionId(new_id()), "nowhere", {"ru": "Нигде"})

    with pytest.raises(NotFound):
        await register_district(command, work=inventory.work, permit=anybody, new_id=new_id)
