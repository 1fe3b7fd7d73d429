"""The family that applies in a district is another one in each."""

from dataclasses import replace

from devhost.loading.into_admission import national_id_of
from devhost.loading.plan import DistrictPlan


def test_children_of_two_districts_show_papers_with_different_numbers(plan: DistrictPlan) -> None:
    elsewhere = replace(plan, district=replace(plan.district, code="akusha"))

    assert national_id_of(plan) != national_id_of(elsewhere)
    assert len(national_id_of(plan)) == len("000-000-001 00")
