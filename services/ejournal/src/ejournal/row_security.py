"""How PostgreSQL itself keeps the journal's rows from those who may not see them, where SQL is written by hand."""

from chassis.identity.rls import RowSecurity, events_of, seen_as, seen_with
from ejournal.policy import POLICY

# A pupil is a view over stays and persons: whoever sees the pupil sees the rows that it is made of.
_PUPIL = seen_with("Student", "student", by="student_id")
_PERSON = seen_with("Student", "student", by="id").or_(seen_with("Teacher", "teacher", by="id"))

ROW_SECURITY = RowSecurity(
    POLICY,
    academic_year=seen_as("AcademicYear"),
    school=seen_as("School"),
    school_class=seen_as("Class"),
    teaching=seen_with("Teacher", "teacher", by="teacher_id"),
    stay=_PUPIL,
    person=_PERSON.without("display_name", "sort_key"),
    read_audit=seen_as("RecordRead"),
    **events_of("EjournalEventRead"),
)
