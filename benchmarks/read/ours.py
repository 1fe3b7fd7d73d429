"""(a) and (b): the compiled plan, with authentication and policy on, and with both off."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from asyncpg.pool import Pool

from chassis.identity import Caller
from chassis.identity.caller import Authenticator
from readplan import Denied, ReadPlan, Settings, Shape, Sql, bind, everyone, relation, roots
from readplan.binding import Bound
from readplan.sources import Visible

from .data import STUDENTS
from .door import Answerer
from .schema import Mark, Query, SchoolClass, Student, schema


def bindings(policy: Callable[[str], Visible]) -> Iterable[Bound]:
    """Bind the types; ``policy`` makes each one's visibility of the condition that puts a row into a school."""
    student = bind(
        Student,
        relation("student", id="uuid", display_name="text", born="date", sex="text", seat="int4", class_id="uuid",
                 school_id="uuid", required=["id", "display_name", "born", "sex", "seat", "class_id"]),
        visible=policy("{t}.school_id = any({schools}::uuid[])"),
    )  # fmt: skip
    student.many("marks", Mark, by="student_id", order=["given_on"])
    mark = bind(
        Mark,
        relation("mark", id="uuid", student_id="uuid", value="int4", subject="text", given_on="date",
                 required=["id", "value", "subject", "given_on"]),
        # One look-up by key a row: as a join, PostgreSQL reads every pupil of the schools for twenty marks.
        visible=policy("(select school_id from student where id = {t}.student_id) = any({schools}::uuid[])"),
    )  # fmt: skip
    school_class = bind(
        SchoolClass,
        relation("school_class", id="uuid", grade="int4", letter="text", school_id="uuid",
                 required=["id", "grade", "letter"]),
        visible=policy("{t}.school_id = any({schools}::uuid[])"),
    )  # fmt: skip
    school_class.many("students", Student, by="class_id", order=["seat"])
    root = roots(Query)
    root.one("student", Student)
    root.one("class_", SchoolClass)
    root.connection("students", Student, order={"NAME": "display_name"}, default="NAME")
    return [root, student, mark, school_class]


def of_schools(caller: Caller) -> list[str]:
    """Name the schools of a director's grants."""
    return [grant.id for grant in caller.viewer.grants]


def in_schools(condition: str) -> Visible:
    """Let directors see what is in their schools."""

    def visible(shape: Shape) -> Sql | Denied:
        if shape.ask("director"):
            return Sql(condition, schools=of_schools)
        return Denied()

    return visible


def is_director(caller: Caller, _: Hashable) -> bool:
    """Answer the policy's one question."""
    return any(grant.role == "director" for grant in caller.viewer.grants)


def engine(pool: Pool[Any], *, policy: bool) -> ReadPlan[Any]:
    """Make the engine; the page limit is lifted for Q3 by the setting that exists for it."""
    return ReadPlan(
        schema,
        bindings(in_schools if policy else lambda _condition: everyone),
        pool=lambda: pool,
        cursor_key=b"benchmark",
        answer=is_director if policy else lambda _caller, _question: False,
        subject=(lambda caller: str(caller.viewer.subject)) if policy else (lambda _caller: ""),
        locales=lambda _caller: (),
        settings=Settings(page_max=STUDENTS),
    )


def with_policy(pool: Pool[Any], authenticate: Authenticator) -> Answerer:
    """(a) Verify the token, apply the policy, answer."""
    plans = engine(pool, policy=True)

    async def answer(scope: dict[str, Any], request: dict[str, Any]) -> bytes:
        caller = await authenticate(scope)
        return (await plans.execute(request["query"], request["variables"], caller=caller)).body

    return answer


def without_policy(pool: Pool[Any]) -> Answerer:
    """(b) Answer anybody."""
    plans = engine(pool, policy=False)

    async def answer(_: dict[str, Any], request: dict[str, Any]) -> bytes:
        return (await plans.execute(request["query"], request["variables"], caller=None)).body

    return answer
