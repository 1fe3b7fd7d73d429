"""Where each field of the journal's graph lives."""

from chassis.identity import Caller
from chassis.schema import RECORD_READ_COLUMNS, RecordRead
from chassis.text import LANGUAGES
from ejournal.graphql.event_reads import EVENT_READ, EjournalEventRead
from ejournal.graphql.types import AcademicYear, Query, School, SchoolClass, Student, Teacher
from ejournal.graphql.webhooks import WEBHOOK_BINDINGS
from ejournal.policy import READS, SHOWN
from readplan import Sql, arg, bind, keys, relation, roots, through


def _language(caller: Caller) -> str:
    return next((locale for locale in caller.locales if locale in LANGUAGES), "ru")


# Keys are compared byte by byte, whatever the database knows of languages.
BY_NAME = Sql('(({t}.sort_key ->> {language}::text) collate "C")', language=_language).typed("text")

academic_year = bind(AcademicYear, "academic_year", visible=READS["AcademicYear"])

school_class = bind(SchoolClass, "school_class", visible=READS["Class"])
school_class.column("student_count", "placed")
school_class.mask("student_count", shown=SHOWN["Class.studentCount"])
school_class.one("academic_year", AcademicYear, by="academic_year_id")
school_class.one("school", School, by="school_id")
school_class.one("class_teacher", Teacher, by="class_teacher_id")
school_class.many("students", Student, by="class_id", order=[BY_NAME])

record_read = bind(
    RecordRead,
    relation("read_audit", required=RECORD_READ_COLUMNS, **RECORD_READ_COLUMNS, purpose="text"),
    visible=READS["RecordRead"],
)

student = bind(
    Student,
    relation(
        "student",
        required=["id", "school_id"],
        id="uuid",
        school_id="uuid",
        class_id="uuid",
        display_name="text",
        sort_key="jsonb",
    ),
    visible=READS["Student"],
    about="id",
)
student.connection("journal_access_log", RecordRead, by="children", order={"AT": "at"}, default="-AT")
student.mask("display_name", shown=SHOWN["Student"])
student.one(
    "home_class",
    SchoolClass,
    through=through(
        "stay_today",
        near="student_id",
        far="class_id",
        where=Sql(
            "{j}.from_date <= coalesce({day}::date, {j}.today)"
            " and ({j}.until_date is null or {j}.until_date > coalesce({day}::date, {j}.today))",
            day=arg("on_date"),
        ),
    ),
)

teacher = bind(
    Teacher,
    relation("teacher", required=["id"], id="uuid", display_name="text"),
    visible=READS["Teacher"],
)
teacher.mask("display_name", shown=SHOWN["Teacher"])

school = bind(School, keys(id="uuid"), visible=READS["School"])
school.many(
    "classes",
    SchoolClass,
    by="school_id",
    where=Sql(
        "{t}.academic_year_id = coalesce({year}::uuid, (select year.id from academic_year as year"
        " left join school on school.id = {t}.school_id"
        " where (now() at time zone coalesce(school.time_zone, 'UTC'))::date"
        " between year.start_date and year.end_date))",
        year=arg("academic_year_id"),
    ),
    order=["grade", "letter"],
)
# Which day it is there: asked once a school, not once a pupil.
TODAY = (
    "(select (now() at time zone coalesce(max(school.time_zone), 'UTC'))::date"
    " from school where school.id = {t}.id)"
)
school.total(
    "student_count",
    "count(*)",
    over="stay",
    on=Sql(
        "{s}.school_id = {t}.id and {s}.from_date <= coalesce({day}::date, " + TODAY + ")"
        " and ({s}.until_date is null or {s}.until_date > coalesce({day}::date, " + TODAY + "))",
        day=arg("on_date"),
    ),
    visible=READS["School.studentCount"],
)

event_read = bind(EjournalEventRead, EVENT_READ, visible=READS["EjournalEventRead"])

root = roots(Query)
root.connection("ejournal_event_reads", EjournalEventRead, order={"AT": "at"}, default="-AT")
root.one("academic_year", AcademicYear)
root.one("school_class", SchoolClass)

BINDINGS = (
    root,
    event_read,
    academic_year,
    school_class,
    record_read,
    student,
    teacher,
    school,
    *WEBHOOK_BINDINGS,
)
