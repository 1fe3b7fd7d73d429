"""Who may do what with classes, those who sit in them and those who teach them."""

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
    total,
)
from readplan import Denied, Sql

_OF_DISTRICTS = "array(select id from school where district_id = any({district_ids}))"
_OF_REGIONS = (
    "array(select school.id from school join district on district.id = school.district_id"
    " where district.region_id = any({region_ids}))"
)
# A day's grace at both ends: in the schools' zones a day begins and ends before it does in UTC. An end that enrollment
# has told closes at once, whatever its date.
_WARDS = (
    "array(select student_id from guardianship where guardian_id = any({guardian_ids}) and ended_on is null"
    " and from_date <= current_date + 1 and (until_date is null or until_date >= current_date))"
)


def _teaching(condition: str) -> str:
    return "{t}.id = any(array(select teacher_id from class_staff where " + condition + "))"  # noqa: S608 - our own words


def _teaching_pupils(students: str) -> str:
    classes = f"select class_id from student where id = any({students})"  # noqa: S608 - our own names
    return _teaching(f"class_id = any(array({classes}))")


ACADEMIC_YEAR = resource(
    "AcademicYear",
    "A school year; the calendar is open data.",
    read=may(public=PUBLIC),
    open_academic_year=may(ministry=COUNTRY),
)

SCHOOL_ = resource(
    "School",
    "A school, known here by its id; its place in the registry is open data.",
    read=may(public=PUBLIC),
)

CLASS = resource(
    "Class",
    "A class as its school announces it: year, grade, letter, language, places; nobody in it.",
    read=may(public=PUBLIC),
    open_class=may(director=SCHOOL),
    set_class_teachers=may(director=SCHOOL),
)

STUDENT = resource(
    "Student",
    "The class roster: who is a pupil of which class. Above the school only totals are seen.",
    reach(
        region="{t}.school_id = any(" + _OF_REGIONS + ")",
        district="{t}.school_id = any(" + _OF_DISTRICTS + ")",
        school="{t}.school_id = any({school_ids})",
        own_lessons="{t}.class_id = any(array(select class_id from teaching"
        " where teacher_id = any({teacher_ids})))",
        own_class="{t}.class_id = any(array(select id from school_class"
        " where class_teacher_id = any({teacher_ids})))",
        wards="{t}.id = any(" + _WARDS + ")",
        self="{t}.id = any({student_ids})",
    ),
    read=may(
        ministry=COUNTRY.aggregate,
        region=REGION.aggregate,
        district=DISTRICT.aggregate,
        director=SCHOOL,
        ict_coordinator=SCHOOL.aggregate,
        teacher=OWN_LESSONS,
        class_teacher=OWN_CLASS,
        guardian=WARDS,
        student=SELF,
        integrator=COUNTRY.pseudonymous,
        auditor=(COUNTRY.pseudonymous, COUNTRY.for_purpose(Purpose.AUDIT, Purpose.INSPECTION)),
    ),
    place_student=may(director=SCHOOL, class_teacher=OWN_CLASS),
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
        wards="{t}.children && " + _WARDS,
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

TEACHER = resource(
    "Teacher",
    "Who teaches a class, as class lists print it; everything else about a teacher is training's.",
    reach(
        region=_teaching("school_id = any(" + _OF_REGIONS + ")"),
        district=_teaching("school_id = any(" + _OF_DISTRICTS + ")"),
        school=_teaching("school_id = any({school_ids})"),
        wards=_teaching_pupils(_WARDS),
        self="{t}.id = any({teacher_ids}) or " + _teaching_pupils("{student_ids}"),
    ),
    read=may(
        ministry=COUNTRY.aggregate,
        region=REGION.aggregate,
        district=DISTRICT,
        director=SCHOOL,
        ict_coordinator=SCHOOL,
        teacher=(SELF, SCHOOL),
        class_teacher=(SELF, SCHOOL),
        guardian=WARDS,
        student=SELF,
    ),
)

CLASS_SIZE = total(
    "Class.studentCount",
    "How many pupils have a place in a class; plain head counts are open data.",
    read=may(public=PUBLIC),
)

SCHOOL_SIZE = total(
    "School.studentCount",
    "How many pupils a school has, placed or not; plain head counts are open data.",
    read=may(public=PUBLIC),
)

EVENT_READ = resource(
    "EjournalEventRead",
    "A read of the journal's events under a contract. An integrator sees its own.",
    reach(contract="{t}.contract_id = any({contract_ids})"),
    read=may(ministry=COUNTRY, integrator=CONTRACT, auditor=COUNTRY),
)

POLICY = Policy(
    "ejournal",
    ACADEMIC_YEAR,
    SCHOOL_,
    CLASS,
    STUDENT,
    RECORD_READ,
    TEACHER,
    CLASS_SIZE,
    SCHOOL_SIZE,
    EVENT_READ,
    WEBHOOK_HERE,
    *WEBHOOK_DELIVERIES,
)
READS = POLICY.reads(Sql, Denied)
SHOWN = POLICY.shown(Sql)
