"""Where each field of enrollment's graph lives."""

from chassis.schema import RECORD_READ_COLUMNS, RecordRead
from enrollment.graphql.admission.bindings import (
    BINDINGS_OF_ADMISSION,
    extend_guardian,
    extend_school,
    look_up_admission,
)
from enrollment.graphql.allocation.bindings import BINDINGS_OF_ALLOCATION, look_up
from enrollment.graphql.event_reads import EVENT_READ, EnrollmentEventRead
from enrollment.graphql.roots import Query
from enrollment.graphql.types import AcademicYear, Enrolment, Guardian, School, Student
from enrollment.graphql.webhooks import WEBHOOK_BINDINGS
from enrollment.policy import READS, SHOWN
from readplan import Sql, bind, keys, relation, roots, through

BY_NAME = Sql("({t}.sort_key ->> 'ru')").typed("text")

school = bind(School, keys(id="uuid"), visible=READS["School"])
extend_school(school)
academic_year = bind(AcademicYear, keys(id="uuid"), visible=READS["AcademicYear"])

enrolment = bind(Enrolment, "enrolment", visible=READS["Enrolment"], about="student_id")
enrolment.one("school", School, by="school_id")
enrolment.one("academic_year", AcademicYear, by="academic_year_id")

record_read = bind(
    RecordRead,
    relation("read_audit", required=RECORD_READ_COLUMNS, **RECORD_READ_COLUMNS, purpose="text"),
    visible=READS["RecordRead"],
)

student = bind(Student, "student", visible=READS["Student"], about="id")
student.connection("access_log", RecordRead, by="children", order={"AT": "at"}, default="-AT")
student.mask("display_name", shown=SHOWN["Student"])
student.one("school", School, by="school_id")
student.one("current_enrolment", Enrolment, by="current_enrolment_id")
student.many(
    "guardians",
    Guardian,
    through=through("open_guardianship", near="student_id", far="guardian_id"),
    order=[BY_NAME],
)

guardian = bind(Guardian, "guardian", visible=READS["Guardian"])
guardian.mask("display_name", shown=SHOWN["Guardian"])
guardian.many(
    "wards",
    Student,
    through=through("open_guardianship", near="guardian_id", far="student_id"),
    order=[BY_NAME],
)

extend_guardian(guardian)

event_read = bind(EnrollmentEventRead, EVENT_READ, visible=READS["EnrollmentEventRead"])

root = roots(Query)
root.connection("enrollment_event_reads", EnrollmentEventRead, order={"AT": "at"}, default="-AT")
root.one("student", Student)
root.one("guardian", Guardian)
look_up_admission(root)
look_up(root)

BINDINGS = (
    root,
    event_read,
    school,
    academic_year,
    enrolment,
    record_read,
    student,
    guardian,
    *WEBHOOK_BINDINGS,
    *BINDINGS_OF_ADMISSION,
    *BINDINGS_OF_ALLOCATION,
)
