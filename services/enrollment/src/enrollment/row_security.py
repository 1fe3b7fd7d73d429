"""How PostgreSQL itself keeps enrollment's rows from those who may not see them, where SQL is written by hand."""

from chassis.identity.rls import RowSecurity, events_of, seen_as, seen_with
from enrollment.policy import POLICY

# What a plan masks for some is given to no statement written by hand: its rows are seen above the school too.
_NAMES = ("display_name", "sort_key")
# An export is a job as well, and offices see that there is one.
_EXPORT = seen_as("PersonExport").or_(seen_with("EnrollmentJob", "enrollment_job", by="id"))
_APPLIED = seen_with("Application", "application", by="application_id")
# Before its seed is told a run is its district's alone to compute, whoever may know that there is one. After that it
# stays with everybody, annulled or not: who could withdraw it could draw until the lot pleases, and none would see.
_PUBLISHED = "{t}.seed is not null"
_OF_PUBLISHED = "{t}.run_id in (select id from allocation_run where seed is not null)"

ROW_SECURITY = RowSecurity(
    POLICY,
    school=seen_as("School"),
    district=seen_as("District"),
    academic_year=seen_as("AcademicYear"),
    student=seen_as("Student").without(*_NAMES, "birth_date"),
    enrolment=seen_as("Enrolment"),
    guardian=seen_as("Guardian").without(*_NAMES),
    person_export=_EXPORT.without("private_key", "document"),
    read_audit=seen_as("RecordRead"),
    rule_pack=seen_as("RulePack"),
    campaign=seen_as("Campaign"),
    wave=seen_with("Campaign", "campaign", by="campaign_id"),
    seat_plan=seen_as("SeatPlan"),
    seat_order=seen_as("SeatPlan"),
    catchment=seen_as("Catchment"),
    seat_proposal=seen_as("SeatProposal"),
    child=seen_as("Child").without(*_NAMES, "birth_date", "area"),
    application=seen_as("Application").without("defects"),
    choice=_APPLIED,
    claim=_APPLIED.without("reason"),
    allocation_run=seen_as("AllocationRun").only(_PUBLISHED),
    allocation_file=seen_with("AllocationRun", "allocation_run", by="run_id").only(_OF_PUBLISHED),
    queue=seen_with("SeatPlan", "seat_plan", by="id"),
    queue_entry=_APPLIED,
    offer=seen_as("Offer"),
    explanation=seen_as("OfferExplanation"),
    appeal=seen_as("Appeal").without("grounds", "answer"),
    job=seen_as("EnrollmentJob"),
    **events_of("EnrollmentEventRead"),
)
ROW_SECURITY.with_views("enrollment_job")
ROW_SECURITY.only_added_to("queue_step", "erased_person")
