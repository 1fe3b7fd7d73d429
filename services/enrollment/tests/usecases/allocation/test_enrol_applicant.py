"""An accepted place and an order make a pupil, once; a pupil who changes schools is not enrolled anew."""

from __future__ import annotations

from datetime import date

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.enrollment.v1 import StudentEnrolled, StudentTransferred
from enrollment.domain.admission.ids import ApplicationId, OfferId
from enrollment.domain.admission.refusals import WrongState
from enrollment.domain.order import Order
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.accept_offer import AcceptOffer, accept_offer
from enrollment.usecases.allocation.enrol_applicant import EnrolApplicant, enrol_applicant
from enrollment.usecases.allocation.request_transfer import RequestTransfer, request_transfer

from .conftest import Runs

Enrollment = Surroundings[SqlEnrollmentUnit]


async def accept(enrollment: Enrollment, runs: Runs, application: ApplicationId) -> None:
    offer = await enrollment.pool.fetchval("select id from offer where application_id = $1", application)
    await accept_offer(
        AcceptOffer(OfferId(offer)), work=runs.work, permit=anybody, new_id=new_id, now=runs.clock
    )


async def enrol(runs: Runs, application: ApplicationId) -> None:
    await enrol_applicant(
        EnrolApplicant(application, order=Order("17-К", date(2027, 4, 2)), enrolled_on=date(2027, 9, 1)),
        work=runs.work,
        permit=anybody,
        new_id=new_id,
        now=runs.clock,
        today=lambda _zone: date(2027, 4, 2),
    )


async def test_the_order_is_told_once_with_its_application_and_the_family_sees_the_pupil(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    amina = await admissions.application([await admissions.programme(seats=1)])
    await runs.whole()
    await accept(enrollment, runs, amina)

    await enrol(runs, amina)
    with pytest.raises(WrongState):
        await enrol(runs, amina)

    (told,) = await enrollment.told_of(StudentEnrolled)
    assert (told.application_id, told.academic_year_code, told.grade) == (str(amina), "2027-28", 1)
    assert await enrollment.pool.fetchval("select count(*) from guardianship where ended_on is null") == 1
    assert await enrollment.pool.fetchval("select count(*) from queue_entry") == 0


async def test_without_an_accepted_offer_no_order_enrols(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    amina = await admissions.application([await admissions.programme(seats=1)])
    await runs.whole()

    with pytest.raises(WrongState):
        await enrol(runs, amina)

    assert await enrollment.told_of(StudentEnrolled) == []


async def test_a_pupil_who_changes_schools_is_transferred_and_not_enrolled_anew(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    old = await admissions.programme(seats=1)
    amina = await admissions.application([old])
    await runs.whole()
    await accept(enrollment, runs, amina)
    await enrol(runs, amina)
    elsewhere = await Admissions(enrollment.work, "ru-grade1").open()
    new = await elsewhere.programme(seats=1)
    transfer = await request_transfer(
        RequestTransfer(amina, elsewhere.campaign, [new]),
        work=runs.work,
        permit=anybody,
        new_id=new_id,
        now=runs.clock,
    )
    await Runs(elsewhere).whole()
    held_meanwhile = await enrollment.pool.fetchval("select held from seat_plan where id = $1", old)

    await accept(enrollment, runs, transfer)
    await enrol(runs, transfer)

    (told,) = await enrollment.told_of(StudentTransferred)
    assert len(await enrollment.told_of(StudentEnrolled)) == 1
    assert told.from_school_id != told.to_school_id
    seats = {row["id"]: row["held"] for row in await enrollment.pool.fetch("select id, held from seat_plan")}
    assert held_meanwhile == 1
    assert seats == {old: 0, new: 1}
