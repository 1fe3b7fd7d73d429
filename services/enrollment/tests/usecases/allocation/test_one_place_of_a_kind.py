"""A child applies in as many campaigns as it likes, and holds at most one place of a kind."""

from __future__ import annotations

import asyncio

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from enrollment.domain.admission.campaign import CampaignKind
from enrollment.domain.admission.ids import ApplicationId, ChildId, SeatPlanId
from enrollment.domain.admission.offer_refusals import PlaceHeldElsewhere
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.admission.merge_children import MergeChildren, merge_children

from .conftest import Runs
from .families import Families

Enrollment = Surroundings[SqlEnrollmentUnit]


async def offered(
    admissions: Admissions, child: ChildId | None = None, *, kind: CampaignKind = CampaignKind.GRADE_1
) -> tuple[ApplicationId, SeatPlanId, ChildId]:
    """An offer to a child in a district of its own."""
    elsewhere = await Admissions(admissions.work, "ru-grade1", kind=kind, year=admissions.year).open()
    plan = await elsewhere.programme(seats=1)
    if child is None:
        _, child = await elsewhere.family()
    application = await elsewhere.application([plan], child=child)
    await Runs(elsewhere).whole()
    return application, plan, child


async def test_a_second_place_of_a_kind_is_not_accepted_and_the_first_is_kept(
    admissions: Admissions, families: Families
) -> None:
    here, plan, amina = await offered(admissions)
    there, _, _ = await offered(admissions, amina)
    await families.accept(here)

    with pytest.raises(PlaceHeldElsewhere):
        await families.accept(there)

    assert await families.holders(plan) == {here}
    assert await families.states(here, there) == ["ACCEPTED", "OFFERED"]


async def test_who_gave_the_first_place_up_accepts_the_second(
    admissions: Admissions, families: Families
) -> None:
    here, _, amina = await offered(admissions)
    there, _, _ = await offered(admissions, amina)
    await families.accept(here)
    await families.withdraw(here)

    await families.accept(there)

    assert await families.states(here, there) == ["WITHDRAWN", "ACCEPTED"]


async def test_a_place_in_a_camp_is_held_beside_one_in_a_school(
    admissions: Admissions, families: Families
) -> None:
    school, _, amina = await offered(admissions)
    camp, _, _ = await offered(admissions, amina, kind=CampaignKind.CAMP)

    await families.accept(school)
    await families.accept(camp)

    assert await families.states(school, camp) == ["ACCEPTED", "ACCEPTED"]


async def test_of_two_acceptances_at_once_one_is_refused(admissions: Admissions, families: Families) -> None:
    here, _, amina = await offered(admissions)
    there, _, _ = await offered(admissions, amina)

    done = await asyncio.gather(families.accept(here), families.accept(there), return_exceptions=True)

    assert [type(each) for each in done if each is not None] == [PlaceHeldElsewhere]
    assert sorted(await families.states(here, there)) == ["ACCEPTED", "OFFERED"]


async def test_a_transfer_to_another_school_leaves_the_place_in_the_camp(
    admissions: Admissions, families: Families
) -> None:
    school, old, amina = await offered(admissions)
    camp, tents, _ = await offered(admissions, amina, kind=CampaignKind.CAMP)
    await families.accept(school)
    await families.accept(camp)
    elsewhere = await Admissions(admissions.work, "ru-grade1", kind=CampaignKind.TRANSFER).open()
    new = await elsewhere.programme(seats=1)
    transfer = await families.transfer(school, elsewhere, new)
    await Runs(elsewhere).whole()

    await families.accept(transfer)

    assert await families.holders(old) == set()
    assert (await families.holders(new), await families.holders(tents)) == ({transfer}, {camp})


async def test_two_records_of_one_child_are_not_merged_while_both_hold_a_place(
    admissions: Admissions, families: Families
) -> None:
    here, _, amina = await offered(admissions)
    there, _, double = await offered(admissions)
    await families.accept(here)
    await families.accept(there)
    merge = MergeChildren(amina, double)

    with pytest.raises(PlaceHeldElsewhere):
        await merge_children(merge, work=admissions.work, permit=anybody, new_id=new_id, now=admissions.clock)
