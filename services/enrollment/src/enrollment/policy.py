"""Who may do what with pupils, the orders that made them, and their guardians."""

from chassis.events.webhooks.policy import WEBHOOK_DELIVERIES, WEBHOOK_HERE
from chassis.identity import Purpose
from chassis.identity.policy import (
    CONTRACT,
    COUNTRY,
    DISTRICT,
    OWN_CLASS,
    OWN_LESSONS,
    PUBLIC,
    REGION,
    SCHOOL,
    SELF,
    WARDS,
    Policy,
    may,
    reach,
    resource,
)
from enrollment.policy_admission import OF_ADMISSION
from enrollment.policy_allocation import OF_ALLOCATION
from readplan import Denied, Sql

_OF_DISTRICTS = "array(select id from school where district_id = any({district_ids}))"
_OF_REGIONS = (
    "array(select school.id from school join district on district.id = school.district_id"
    " where district.region_id = any({region_ids}))"
)
_WARDS = "array(select student_id from open_guardianship where guardian_id = any({guardian_ids}))"
_APPLICANTS = (
    "array(select child_id from child_guardian where guardian_id = any({guardian_ids}) and ended_on is null)"
)
_SITTING_WITH = (
    "array(select placement.student_id from placement join class on class.id = placement.class_id"
    " where placement.until_date is null and "
)
_OF_CLASS = _SITTING_WITH + "class.class_teacher_id = any({teacher_ids}))"
_OF_LESSONS = _SITTING_WITH + "class.teacher_ids && {teacher_ids}::uuid[])"

STUDENT = resource(
    "Student",
    "A child whom an enrolment order made a pupil. Above the school a pupil has no name.",
    reach(
        region="{t}.school_id = any(" + _OF_REGIONS + ")",
        district="{t}.school_id = any(" + _OF_DISTRICTS + ")",
        school="{t}.school_id = any({school_ids})",
        own_class="{t}.id = any(" + _OF_CLASS + ")",
        own_lessons="{t}.id = any(" + _OF_LESSONS + ")",
        wards="{t}.id = any(" + _WARDS + ")",
        self="{t}.id = any({student_ids})",
    ),
    read=may(
        ministry=COUNTRY.pseudonymous,
        region=REGION.pseudonymous,
        district=DISTRICT.pseudonymous,
        director=SCHOOL,
        ict_coordinator=SCHOOL.aggregate,
        teacher=OWN_LESSONS,
        class_teacher=OWN_CLASS,
        guardian=WARDS,
        student=SELF,
        auditor=(COUNTRY.pseudonymous, COUNTRY.for_purpose(Purpose.AUDIT, Purpose.INSPECTION)),
    ),
)

ENROLMENT = resource(
    "Enrolment",
    "An order that made a child a pupil.",
    reach(
        region="{t}.school_id = any(" + _OF_REGIONS + ")",
        district="{t}.school_id = any(" + _OF_DISTRICTS + ")",
        school="{t}.school_id = any({school_ids})",
        own_class="{t}.student_id = any(" + _OF_CLASS + ")",
        wards="{t}.student_id = any(" + _WARDS + ")",
        self="{t}.student_id = any({student_ids})",
    ),
    read=may(
        ministry=COUNTRY,
        region=REGION,
        district=DISTRICT,
        director=SCHOOL,
        class_teacher=OWN_CLASS,
        guardian=WARDS,
        student=SELF,
        auditor=COUNTRY,
    ),
    enrol_student=may(director=SCHOOL),
)


def _answering_for(pupils: str) -> str:
    guardians = f"select guardian_id from open_guardianship where student_id = any({pupils})"  # noqa: S608 - our own names
    return "{t}.id = any(array(" + guardians + "))"


def _pupils_of(schools: str) -> str:
    return f"array(select id from student where school_id = any({schools}))"  # noqa: S608 - as above


GUARDIAN = resource(
    "Guardian",
    "A person who answers for pupils. Above the school a guardian has no name.",
    reach(
        region=_answering_for(_pupils_of(_OF_REGIONS)),
        district=_answering_for(_pupils_of(_OF_DISTRICTS)),
        school="{t}.registered_by = any({school_ids}) or " + _answering_for(_pupils_of("{school_ids}")),
        own_class=_answering_for(_OF_CLASS),
        self="{t}.id = any({guardian_ids}) or " + _answering_for("{student_ids}"),
    ),
    read=may(
        ministry=COUNTRY.pseudonymous,
        region=REGION.pseudonymous,
        district=DISTRICT.pseudonymous,
        director=SCHOOL,
        class_teacher=OWN_CLASS,
        guardian=SELF,
        student=SELF,
        auditor=(COUNTRY.pseudonymous, COUNTRY.for_purpose(Purpose.AUDIT, Purpose.INSPECTION)),
    ),
    register_guardian=may(director=SCHOOL, district=DISTRICT),
    # Not guardians themselves: who could add another person would open the child's record to anybody.
    link_guardian=may(director=SCHOOL, district=DISTRICT),
    unlink_guardian=may(director=SCHOOL, district=DISTRICT),
)

PERSON = resource(
    "Person",
    "What says who somebody is; the law lets it be forgotten by an order of the district's office.",
    erase_person=may(ministry=COUNTRY, district=DISTRICT),
)

PERSON_EXPORT = resource(
    "PersonExport",
    "Everything that is held of a person, put together as a job: by the office that was asked, or for the person."
    " A guardian asks for a child too; the file opens for who asked alone.",
    reach(self="{t}.requested_by = {subject} and {t}.created_at > now() - interval '7 days'"),
    read=may(
        director=SELF, district=SELF, ict_coordinator=SELF, teacher=SELF, class_teacher=SELF, guardian=SELF
    ),
    export_person=may(
        director=(SCHOOL, SELF),
        district=DISTRICT,
        ict_coordinator=SELF,
        teacher=SELF,
        class_teacher=SELF,
        guardian=(SELF, WARDS),
    ),
)

SCHOOL_ = resource(
    "School",
    "A school, known here by its id; its place in the registry is open data.",
    read=may(public=PUBLIC),
)

ACADEMIC_YEAR = resource(
    "AcademicYear",
    "An academic year, known here by its id; the calendar is open data.",
    read=may(public=PUBLIC),
)


def _read_at(schools: str) -> str:
    return (
        "exists (select from student as pupil where pupil.id = any({t}.children)"
        f" and pupil.school_id = any({schools}))"
    )


RECORD_READ = resource(
    "RecordRead",
    "That somebody other than the family read a child's record: for the family, and for who answers for the staff.",
    reach(
        region=_read_at(_OF_REGIONS),
        district=_read_at(_OF_DISTRICTS),
        school=_read_at("{school_ids}"),
        wards="{t}.children && " + _WARDS + " or {t}.children && " + _APPLICANTS,
        self="{t}.children && {student_ids}::uuid[] or {t}.reader = {subject}",
    ),
    read=may(
        region=REGION,
        district=DISTRICT,
        director=SCHOOL,
        teacher=SELF,
        class_teacher=SELF,
        guardian=WARDS,
        student=SELF,
        auditor=COUNTRY,
    ),
)

EVENT_READ = resource(
    "EnrollmentEventRead",
    "A read of enrollment's events under a contract. An integrator sees its own.",
    reach(contract="{t}.contract_id = any({contract_ids})"),
    read=may(ministry=COUNTRY, integrator=CONTRACT, auditor=COUNTRY),
)

POLICY = Policy(
    "enrollment",
    STUDENT,
    ENROLMENT,
    RECORD_READ,
    GUARDIAN,
    PERSON,
    PERSON_EXPORT,
    SCHOOL_,
    ACADEMIC_YEAR,
    EVENT_READ,
    WEBHOOK_HERE,
    *WEBHOOK_DELIVERIES,
    *OF_ADMISSION,
    *OF_ALLOCATION,
)
READS = POLICY.reads(Sql, Denied)
SHOWN = POLICY.shown(Sql)
