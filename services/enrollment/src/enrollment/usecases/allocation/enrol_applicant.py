"""An order makes a child with an accepted place a pupil: at once known to all, exactly once."""

from dataclasses import dataclass, field
from datetime import date

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationState
from enrollment.domain.admission.ids import ApplicationId
from enrollment.domain.admission.offer import OfferState
from enrollment.domain.admission.refusals import WrongState
from enrollment.domain.admission.seat_plan import Programme
from enrollment.domain.admission.terms import Terms
from enrollment.domain.enrolment import Enrolment
from enrollment.domain.guardianship import Guardianship
from enrollment.domain.ids import EnrolmentId, GuardianshipId, StudentId
from enrollment.domain.order import Order
from enrollment.domain.queue import Kind
from enrollment.domain.student import Student
from enrollment.usecases.admission.ports import permit_at_any, place_of_application
from enrollment.usecases.allocation.ports import (
    AllocationUnit,
    AllocationWork,
    NewId,
    Now,
    Permit,
    Today,
    place_of,
)

_ACCEPTED = {ApplicationState.ACCEPTED, ApplicationState.ACCEPTED_WAITING}


@dataclass(frozen=True, slots=True)
class EnrolApplicant:
    """The application, the order, and the first day as a pupil."""

    application: ApplicationId
    order: Order = field(kw_only=True)
    enrolled_on: date = field(kw_only=True)


async def enrol_applicant(
    command: EnrolApplicant,
    *,
    work: AllocationWork,
    permit: Permit,
    new_id: NewId,
    now: Now,
    today: Today,
) -> StudentId:
    """Enrols by an accepted offer. Refuses without one, and with an order that is signed after its term."""
    async with work() as unit:
        application = await unit.applications.get(command.application)
        # Asked before its state: to whom it was not addressed it is not there, whatever it waits for.
        permit_at_any(permit, "enrol_applicant", await place_of_application(application, unit))
        programme = _accepted(application)
        school = await unit.schools.get(programme.school_id)
        permit("enrol_applicant", place_of(school))
        await _check_term(application, command.order, unit)
        student = await _enrolled(application, programme, command, unit, new_id=new_id)
        application.enrol()
        await unit.queue_facts.note(Kind.PLACED_ELSEWHERE, application, at=now())
        await _take_guardians(application, student, unit, new_id=new_id, on=today(school.time_zone))
        return student.id


def _accepted(application: Application) -> Programme:
    if application.state not in _ACCEPTED or application.accepted is None:
        raise WrongState(application.state, ApplicationState.ACCEPTED)
    return application.accepted


async def _check_term(application: Application, order: Order, unit: AllocationUnit) -> None:
    campaign = await unit.campaigns.look(application.campaign_id)
    offers = await unit.offers.find_all(application_id=application.id, state=OfferState.ACCEPTED)
    for offer in offers:
        if offer.answered_at is not None and offer.programme == application.accepted:
            Terms.of(campaign.rule_pack_id).check_order(order.signed_on, accepted_on=offer.answered_at.date())


async def _enrolled(
    application: Application,
    programme: Programme,
    command: EnrolApplicant,
    unit: AllocationUnit,
    *,
    new_id: NewId,
) -> Student:
    """The pupil: a child has one id for life, so that a second order for it cannot make a second pupil."""
    campaign = await unit.campaigns.look(application.campaign_id)
    year = await unit.academic_years.get(campaign.academic_year_id)
    pupil = StudentId(application.child_id)
    enrolment = Enrolment.by_order(
        command.order,
        year=year,
        grade=programme.grade,
        language=programme.language,
        enrolled_on=command.enrolled_on,
        student_id=pupil,
        id=EnrolmentId(new_id()),
        school_id=programme.school_id,
    )
    unit.enrolments.add(enrolment)
    known = await unit.students.find(id=pupil)
    if known is not None:
        known.transfer(enrolment, academic_year_code=year.code)
        return known
    child = await unit.children.get(application.child_id)
    student = Student.enrol(
        enrolment,
        academic_year_code=year.code,
        display_name=child.display_name,
        sort_key=child.sort_key,
        birth_date=child.birth_date,
        application_id=application.id,
    )
    unit.students.add(student)
    return student


async def _take_guardians(
    application: Application, student: Student, unit: AllocationUnit, *, new_id: NewId, on: date
) -> None:
    """Who answered for the child answers for the pupil."""
    known = await unit.guardianships.find_all(student_id=student.id)
    answering = {each.guardian_id for each in known if each.ended_on is None}
    for each in await unit.child_guardians.find_all(child_id=application.child_id):
        if each.ended_on is None and each.guardian_id not in answering:
            unit.guardianships.add(
                Guardianship.grant(
                    id=GuardianshipId(new_id()),
                    student_id=student.id,
                    guardian_id=each.guardian_id,
                    kind=each.kind,
                    from_date=on,
                    until_date=None,
                )
            )
