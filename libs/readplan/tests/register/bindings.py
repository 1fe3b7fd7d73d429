"""Where the fields of the test register live."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from readplan import Relation, Sql, arg, bind, bind_abstract, keys, relation, roots, through
from readplan.binding import Bound

from .policy import FIGURES, READS, shows_names
from .types import Book, Computer, District, Form, Mark, Pupil, Query, School, Teacher, Thing, Viewer

RELATIONS: dict[str, Relation] = {
    one.name: one
    for one in (
        relation("district", id="uuid", code="text", region="text", name="jsonb", required=["id", "code"]),
        relation(
            "school", id="uuid", code="text", kind="text", founded="int4", district_id="uuid", name="jsonb",
            budget="numeric", opened_at="timestamptz", extra="jsonb", tags="text[]", head_id="uuid",
            street="text", house="text", required=["id", "code", "district_id", "tags"],
        ),
        relation("form", id="uuid", school_id="uuid", grade="int4", letter="text", teacher_id="uuid",
                 required=["id", "grade", "letter", "school_id"]),
        relation("pupil", id="uuid", name="text", born="date", school_id="uuid", required=["id", "school_id"]),
        relation("mark", id="int8", pupil_id="uuid", value="int4", subject="text", given_on="date",
                 required=["id", "pupil_id", "value", "subject"]),
        relation("thing", id="uuid", kind="text", label="text", school_id="uuid", memory="int4", author="text",
                 owner_kind="text", owner_id="uuid", required=["id", "kind", "label", "school_id"]),
    )
}  # fmt: skip


async def ratings(caller: Any, ids: Sequence[Any], arguments: Any) -> dict[Any, object]:
    return {one: float(one.int % 50) / 10 for one in ids if one.int % 3}


async def viewer(caller: Any) -> Viewer:
    return Viewer(name=caller.name, grants=list(caller.grants))


def crowded(pupils: int, founded: int | None) -> bool | None:
    return None if founded is None else pupils > founded % 10


TODAY = date(2026, 11, 22)
PLACED = through("placement", near="form_id", far="pupil_id", where=Sql("{j}.until is null"))

district = bind(District, RELATIONS["district"], visible=READS["District"])
district.text("name")
district.connection("schools", School, by="district_id", order={"CODE": "code", "NAME": "name", "FOUNDED": "founded"},
                    default="CODE")  # fmt: skip

school = bind(School, RELATIONS["school"], visible=READS["School"])
school.text("name")
school.one("district", District, by="district_id")
school.one("head", Pupil, by="head_id")
school.many("classes", Form, by="school_id", order=["grade", "-letter"])
school.connection("pupils", Pupil, by="school_id", order={"NAME": "name", "BORN": "born"}, default="NAME")
school.totals("figures", over="pupil", on=Sql("{s}.school_id = {t}.id"), visible=FIGURES,
              pupils="count(*)",
              born_late="case when count(*) > 0 then count(*) filter (where {s}.born > '2010-01-01') end")  # fmt: skip
school.total("pupil_count", "count(*)", over="pupil", visible=FIGURES,
             on=Sql("{s}.school_id = {t}.id and {s}.born < {day}::date", day=arg("before", default=TODAY)))  # fmt: skip
school.embed("address", street="street", house=Sql("upper({t}.house)").typed("text"), unless_null="street")
school.derived("crowded", needs=("figures.pupils", "founded"), fn=crowded)
school.batch("rating", by="id", fn=ratings)
school.many("things", Thing, by="school_id", order=["label"])

form = bind(Form, RELATIONS["form"], visible=READS["Form"])
form.one("school", School, by="school_id")
form.many("pupils", Pupil, through=PLACED, order=["name"])
form.connection("pupil_page", Pupil, through=PLACED, order={"NAME": "name", "BORN": "born"})

pupil = bind(Pupil, RELATIONS["pupil"], visible=READS["Pupil"], about="id")
pupil.one("school", School, by="school_id")
pupil.many("marks", Mark, by="pupil_id", order=["-given_on"])
pupil.many("owns", Thing, by="owner_id", where=Sql("{t}.owner_kind = 'PUPIL'"), order=["label"])
pupil.mask("name", shown=shows_names, instead=Sql("left({t}.name, 1)"))
pupil.one(
    "class_",
    Form,
    through=through(
        "placement",
        near="pupil_id",
        far="form_id",
        where=Sql("{j}.since <= {day}::date and coalesce({j}.until, 'infinity') > {day}::date",
                  day=arg("on_date", default=lambda caller: caller.today)),
    ),
    order=[Sql("{j}.since")],
)  # fmt: skip

mark = bind(Mark, RELATIONS["mark"], visible=READS["Mark"], about=Sql("{t}.pupil_id"))
computer = bind(Computer, RELATIONS["thing"], visible=READS["Computer"])
computer.choice("owner", kind="owner_kind", key="owner_id", of={"SCHOOL": School, "PUPIL": Pupil})
book = bind(Book, RELATIONS["thing"], visible=READS["Book"])
thing = bind_abstract(Thing, RELATIONS["thing"], kind="kind", of={"COMPUTER": Computer, "BOOK": Book})

teacher = bind(Teacher, keys(id="uuid"), visible=READS["Teacher"])
teacher.many("forms", Form, by="teacher_id", order=["grade"])
teacher.total("form_count", "count(*)", over="form", on=Sql("{s}.teacher_id = {t}.id"), visible=FIGURES)

root = roots(Query)
root.connection(
    "schools", School, order={"CODE": "code", "NAME": "name", "FOUNDED": "founded"}, default="CODE"
)
root.many("districts", District, order=["code"])
root.many("things", Thing, order=["label"])
root.value("viewer", viewer)
root.one("school", School)
root.one("pupil", Pupil)
root.one("class_", Form)

BINDINGS: list[Bound] = [root, district, school, form, pupil, mark, computer, book, thing, teacher]
