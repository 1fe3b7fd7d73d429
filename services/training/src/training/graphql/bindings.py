"""Where each field of training's graph lives."""

from chassis.clock import today
from readplan import Sql, arg, bind, roots, through
from training.graphql.types import Query, School, Teacher
from training.policy import READS

BY_NAME = Sql("({t}.sort_key ->> 'ru')").typed("text")
NOW_EMPLOYED = Sql("{j}.left_on is null")

school = bind(School, "school", visible=READS["School"])
school.many(
    "staff",
    Teacher,
    through=through("employment", near="school_id", far="teacher_id", where=NOW_EMPLOYED),
    order=[BY_NAME],
)
# A day of hiring that was not reported is no reason to leave somebody out.
school.total(
    "staff_count",
    "count(distinct {s}.teacher_id)",
    over="employment",
    on=Sql(
        "{s}.school_id = {t}.id and coalesce({s}.hired_on <= {day}::date, true)"
        " and coalesce({s}.left_on > {day}::date, true)",
        day=arg("on_date", default=lambda _caller: today()),
    ),
    visible=READS["School.staffCount"],
)

teacher = bind(Teacher, "teacher", visible=READS["Teacher"])
teacher.many(
    "schools",
    School,
    through=through("employment", near="teacher_id", far="school_id", where=NOW_EMPLOYED),
    order=["id"],
)

root = roots(Query)
root.one("teacher", Teacher)

BINDINGS = (root, school, teacher)
