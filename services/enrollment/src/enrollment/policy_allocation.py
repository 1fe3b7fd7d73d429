"""Who may do what with runs, offers, appeals, orders from offers, and long work; `policy.py` puts it together."""

from chassis.identity import Purpose
from chassis.identity.policy import (
    COUNTRY,
    DISTRICT,
    PUBLIC,
    REGION,
    SCHOOL,
    SELF,
    WARDS,
    may,
    reach,
    resource,
)

_OF_REGIONS = (
    "array(select campaign.id from campaign join district on district.id = campaign.district_id"
    " where district.region_id = any({region_ids}))"
)
_OF_DISTRICTS = "array(select id from campaign where district_id = any({district_ids}))"
_OF_WARDS = (
    "array(select application.id from application join child_guardian using (child_id)"
    " where child_guardian.guardian_id = any({guardian_ids}) and child_guardian.ended_on is null)"
)
_AT_SCHOOLS = (
    "array(select choice.application_id from choice join seat_plan on seat_plan.id = choice.seat_plan_id"
    " where seat_plan.school_id = any({school_ids}))"
)


def _applied(campaigns: str) -> str:
    applications = f"select id from application where campaign_id = any({campaigns})"  # noqa: S608 - our own names
    return "{t}.application_id = any(array(" + applications + "))"


_BY_APPLICATION = reach(
    region=_applied(_OF_REGIONS),
    district=_applied(_OF_DISTRICTS),
    school="{t}.application_id = any(" + _AT_SCHOOLS + ")",
    wards="{t}.application_id = any(" + _OF_WARDS + ")",
)
_OFFICES = may(
    ministry=COUNTRY.pseudonymous,
    region=REGION.pseudonymous,
    district=DISTRICT,
    director=SCHOOL,
    guardian=WARDS,
    auditor=(COUNTRY.pseudonymous, COUNTRY.for_purpose(Purpose.AUDIT, Purpose.INSPECTION)),
)

ALLOCATION_RUN = resource(
    "AllocationRun",
    "A run of a campaign's allocation: everybody may run it again. It is asked for by one person and made to count"
    " by another; the domain refuses the same one (SAME_PERSON).",
    reach(),
    read=may(public=PUBLIC),
    commit_run=may(region=REGION, district=DISTRICT),
    freeze_run=may(region=REGION, district=DISTRICT),
    execute_run=may(region=REGION, district=DISTRICT),
    publish_run=may(region=REGION, district=DISTRICT),
    confirm_run=may(region=REGION, district=DISTRICT),
    annul_run=may(region=REGION, district=DISTRICT),
    simulate_packs=may(ministry=COUNTRY, region=REGION, district=DISTRICT),
    offer_places=may(district=DISTRICT),
)

OFFER = resource(
    "Offer",
    "A place held for a child until its family answers.",
    _BY_APPLICATION,
    read=_OFFICES,
    accept_offer=may(guardian=WARDS, district=DISTRICT),
    decline_offer=may(guardian=WARDS, district=DISTRICT),
    restore_offer=may(guardian=WARDS, district=DISTRICT),
    request_transfer=may(guardian=WARDS, district=DISTRICT),
    enrol_applicant=may(director=SCHOOL),
)

OFFER_EXPLANATION = resource(
    "OfferExplanation",
    "Why a place was offered to this child.",
    _BY_APPLICATION,
    read=_OFFICES,
)

APPEAL = resource(
    "Appeal",
    "An appeal against a rejection: the district decides first, then the region.",
    _BY_APPLICATION,
    read=_OFFICES,
    file_appeal=may(guardian=WARDS),
    carry_on_appeal=may(guardian=WARDS),
    accept_dismissal=may(guardian=WARDS),
    admit_appeal=may(district=DISTRICT, region=REGION),
    admit_second_appeal=may(region=REGION),
    answer_appeal=may(director=SCHOOL),
    decide_appeal=may(district=DISTRICT, region=REGION),
    decide_second_appeal=may(region=REGION),
)

_FOLLOW_JOBS = may(
    ministry=COUNTRY,
    region=REGION,
    district=(DISTRICT, SELF),
    director=SELF,
    ict_coordinator=SELF,
    teacher=SELF,
    class_teacher=SELF,
    guardian=SELF,
    auditor=COUNTRY,
)

ENROLLMENT_JOB = resource(
    "EnrollmentJob",
    "Long work: for the offices of the district where it is done, for the ministry, and for who asked for it.",
    reach(
        self="{t}.requested_by = {subject}",
        region="{t}.district_id = any(array(select id from district where region_id = any({region_ids})))",
        district="{t}.district_id = any({district_ids})",
    ),
    read=_FOLLOW_JOBS,
    # Each event is read under the row above; this one says who may wait for it.
    enrollment_job_changed=_FOLLOW_JOBS,
)

OF_ALLOCATION = (ALLOCATION_RUN, OFFER, OFFER_EXPLANATION, APPEAL, ENROLLMENT_JOB)
