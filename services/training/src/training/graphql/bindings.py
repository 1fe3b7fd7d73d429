"""Where each field of training's graph lives."""

from chassis.clock import today
from readplan import Sql, arg, bind, roots, through
from training.graphql.event_reads import EVENT_READ, TrainingEventRead
from training.graphql.types import Query, School, Teacher
from training.graphql.webhooks import WEBHOOK_BINDINGS
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

event_read = bind(TrainingEventRead, EVENT_READ, visible=READS["TrainingEventRead"])

root = roots(Query)
root.connection("training_event_reads", TrainingEventRead, order={"AT": "at"}, default="-AT")
root.one("teacher", Teacher)

BINDINGS = (root, event_read, school, teacher, *WEBHOOK_BINDINGS)
