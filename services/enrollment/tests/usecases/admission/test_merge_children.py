"""Two records that proved to be the same child become one."""

from __future__ import annotations

import pytest

from chassis.ids import new_id
from enrollment.domain.admission.applying_refusals import BothApply, SameChild
from enrollment.domain.admission.ids import ApplicationId, CampaignId, ChildId, SeatPlanId
from enrollment.domain.admission.refusals import ChildRegisteredTwice
from enrollment.usecases.admission.merge_children import MergeChildren, merge_children

from .office import Office


async def merge(office: Office, child: ChildId, duplicate: ChildId) -> None:
    command = MergeChildren(child, duplicate)
    await merge_children(command, **office.kit, new_id=new_id, now=office.now)


async def test_one_person_has_one_pseudonym_whichever_record_applied_first(
    office: Office, campaign: CampaignId, amina: ChildId, application: ApplicationId, near: SeatPlanId
) -> None:
    first = (await office.row(application))["child_ref"]
    await office.withdraw(application)
    double = await office.child()
    again = await office.submit(campaign, double, near)

    await merge(office, double, amina)

    row = await office.row(again)
    kinds = [kind for kind, _, _ in await office.facts(again)]
    assert (row["child_id"], row["child_ref"]) == (double, first)
    assert (await office.row(application))["child_id"] == double
    assert kinds == ["SUBMITTED", "QUEUES_MERGED"]


async def test_a_record_that_was_given_up_applies_no_more(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId
) -> None:
    double = await office.child()
    await merge(office, amina, double)

    with pytest.raises(ChildRegisteredTwice):
        await office.submit(campaign, double, near)
    documents = await office.enrollment.pool.fetch("select distinct child_id from child_document")
    assert [row["child_id"] for row in documents] == [amina]


async def test_two_records_that_both_apply_are_not_merged(
    office: Office, campaign: CampaignId, amina: ChildId, application: ApplicationId, near: SeatPlanId
) -> None:
    double = await office.child()
    await office.submit(campaign, double, near)

    with pytest.raises(BothApply):
        await merge(office, amina, double)
    with pytest.raises(SameChild):
        await merge(office, amina, amina)
