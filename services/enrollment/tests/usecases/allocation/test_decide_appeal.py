"""An appeal is decided by the instance whose turn it is, with reasons; one that is upheld may add a seat."""

from __future__ import annotations

import pytest
import pytest_asyncio

from chassis.identity.policy import Facts
from chassis.testing.surroundings import Surroundings
from contracts.enrollment.v1 import AppealDecided, PlaceOffered, SeatPlanChanged
from enrollment.domain.admission.applying_refusals import ApplicationsLocked
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.admission.refusals import ReasonMissing, WrongState
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions

from .conftest import Runs
from .families import ORDER, Families, applied

Enrollment = Surroundings[SqlEnrollmentUnit]


class Asked:
    """Lets everybody do everything, and remembers what it was asked about."""

    def __init__(self) -> None:
        self.actions: list[str] = []

    def __call__(self, action: str, _facts: Facts) -> None:
        self.actions.append(action)


@pytest_asyncio.fixture
async def plan(admissions: Admissions) -> SeatPlanId:
    """One place."""
    return await admissions.programme(seats=1)


@pytest_asyncio.fixture
async def three(admissions: Admissions, plan: SeatPlanId, families: Families) -> list[ApplicationId]:
    """Three children, of whom the last was turned down."""
    children = await applied(admissions, [plan], 3)
    await families.reject(children[2])
    return children


async def test_a_seat_that_an_appeal_adds_is_for_the_child_that_appealed(
    enrollment: Enrollment, three: list[ApplicationId], plan: SeatPlanId, runs: Runs, families: Families
) -> None:
    first, second, amina = three
    await runs.whole()
    appeal = await families.appeal(amina)

    await families.decide(appeal, upheld=True, seat=plan)

    assert await families.states(first, second, amina) == ["OFFERED", "QUEUED", "OFFERED"]
    assert await families.holders(plan) == {first, amina}
    (changed,) = await enrollment.told_of(SeatPlanChanged)
    assert (getattr(changed, "from"), changed.to, changed.order.number) == (1, 2, ORDER.number)
    (decided,) = await enrollment.told_of(AppealDecided)
    assert decided.seats_added == 1
    assert (await enrollment.told_of(PlaceOffered))[-1].application_id == str(amina)


async def test_without_a_seat_the_child_waits_by_its_first_date(
    three: list[ApplicationId], plan: SeatPlanId, runs: Runs, families: Families
) -> None:
    first, second, amina = three
    await runs.whole()

    await families.decide(await families.appeal(amina), upheld=True)
    await families.decline(first)

    assert await families.states(second, amina) == ["OFFERED", "QUEUED"]
    assert await families.holders(plan) == {second}


async def test_while_places_are_given_no_seat_is_added(
    enrollment: Enrollment, three: list[ApplicationId], plan: SeatPlanId, runs: Runs, families: Families
) -> None:
    appeal = await families.appeal(three[2])
    await runs.published()

    with pytest.raises(ApplicationsLocked):
        await families.decide(appeal, upheld=True, seat=plan)

    assert await families.states(three[2]) == ["APPEALED"]
    assert await enrollment.pool.fetchval("select seats from seat_plan") == 1


async def test_two_instances_decide_and_then_it_is_final(
    three: list[ApplicationId], families: Families
) -> None:
    asked = Asked()
    appeal = await families.appeal(three[2])

    await families.decide(appeal, upheld=False, permit=asked)
    between = await families.states(three[2])
    await families.carry_on(appeal)
    await families.decide(appeal, upheld=False, permit=asked)

    assert between == ["APPEALED"]
    assert await families.states(three[2]) == ["REJECTED_FINAL"]
    assert asked.actions == ["decide_appeal", "decide_second_appeal"]
    with pytest.raises(WrongState):
        await families.carry_on(appeal)


async def test_the_second_instance_may_find_for_the_family(
    three: list[ApplicationId], families: Families
) -> None:
    appeal = await families.appeal(three[2])
    await families.decide(appeal, upheld=False)
    await families.carry_on(appeal)

    await families.decide(appeal, upheld=True)

    assert await families.states(three[2]) == ["REGISTERED"]


async def test_a_decision_says_why(three: list[ApplicationId], families: Families) -> None:
    appeal = await families.appeal(three[2])

    with pytest.raises(ReasonMissing):
        await families.decide(appeal, upheld=True, reasons=" ")

    assert await families.states(three[2]) == ["APPEALED"]


async def test_what_is_decided_is_not_decided_again(three: list[ApplicationId], families: Families) -> None:
    appeal = await families.appeal(three[2])
    await families.decide(appeal, upheld=True)

    with pytest.raises(WrongState):
        await families.decide(appeal, upheld=False)
