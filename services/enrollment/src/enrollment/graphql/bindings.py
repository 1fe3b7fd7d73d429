"""Where each field of enrollment's graph lives."""

from enrollment.graphql.types import AcademicYear, Enrolment, Guardian, Query, School, Student
from enrollment.policy import READS, SHOWN
from readplan import Sql, bind, keys, roots, through

BY_NAME = Sql("({t}.sort_key ->> 'ru')").typed("text")

school = bind(School, keys(id="uuid"), visible=READS["School"])
academic_year = bind(AcademicYear, keys(id="uuid"), visible=READS["AcademicYear"])

enrolment = bind(Enrolment, "enrolment", visible=READS["Enrolment"])
enrolment.one("school", School, by="school_id")
enrolment.one("academic_year", AcademicYear, by="academic_year_id")

student = bind(Student, "student", visible=READS["Student"])
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

root = roots(Query)
root.one("student", Student)
root.one("guardian", Guardian)

BINDINGS = (root, school, academic_year, enrolment, student, guardian)
