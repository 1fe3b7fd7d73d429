"""A version of a country's rules is registered, and never changes again."""

from __future__ import annotations

import pytest

from chassis.ids import new_id
from enrollment.domain.admission.applying_refusals import RulePackExists, RulePackInvalid
from enrollment.domain.allocation.rule_packs import rule_pack
from enrollment.usecases.admission.register_rule_pack import RegisterRulePack, register_rule_pack

from .office import Office


async def test_a_registered_version_stays_as_it_is(office: Office) -> None:
    changed = {**rule_pack("ru-grade1"), "tiers": []}

    with pytest.raises(RulePackExists):
        await register_rule_pack(RegisterRulePack(changed, "another act"), **office.kit, new_id=new_id)

    stored = await office.enrollment.pool.fetchval("select rules from rule_pack")
    assert stored == rule_pack("ru-grade1")


async def test_rules_that_the_allocation_cannot_run_are_refused_by_the_value_at_fault(office: Office) -> None:
    wrong = {**rule_pack("ru-grade1"), "version": 4, "order": ["REGISTERED_AT"]}

    with pytest.raises(RulePackInvalid) as refusal:
        await register_rule_pack(RegisterRulePack(wrong, "an act"), **office.kit, new_id=new_id)

    assert refusal.value.pointer == "/order"
