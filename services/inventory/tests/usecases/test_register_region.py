"""A region enters the registry."""

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from inventory.domain.ids import RegionId
from inventory.domain.refusals import CodeTaken, NameMissing
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.register_region import RegisterRegion, register_region


async def test_a_region_needs_a_name(inventory: Surroundings[SqlInventoryUnit]) -> None:
    with pytest.raises(NameMissing):
        await register_region(
            RegisterRegion("dagestan", {"ru": " "}), work=inventory.work, permit=anybody, new_id=new_id
        )


async def test_a_code_is_given_once(inventory: Surroundings[SqlInventoryUnit], region: RegionId) -> None:
    with pytest.raises(CodeTaken):
        await register_region(
            RegisterRegion("dagestan", {"ru": "Другой"}), work=inventory.work, permit=anybody, new_id=new_id
        )
