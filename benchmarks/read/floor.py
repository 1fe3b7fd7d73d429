"""(c) The floor: what a careful person would write by hand for exactly these queries."""

from __future__ import annotations

from typing import Any

import orjson
from asyncpg.pool import Pool

from .door import Answerer
from .queries import QUERIES

_STUDENT = "select id::text, display_name from student where id = $1::uuid"
_MARKS = (
    "select student_id::text, id::text, value, subject, given_on from mark where student_id = any($1::uuid[])"
    " order by mark.given_on, mark.id"
)
_CLASS = "select id::text, grade, letter, id from school_class where id = $1::uuid"
_CLASS_STUDENTS = (
    "select id::text, display_name from student where class_id = $1 order by student.seat, student.id"
)
_STUDENTS = (
    "select id::text, display_name, born, sex, seat, class_id::text from student"
    " order by student.display_name, student.id limit $1"
)
_ENTITIES = "select id::text, display_name, born, sex from student where id = any($1::uuid[])"


def floor(pool: Pool[Any]) -> Answerer:  # noqa: C901 - five small functions that share a pool.
    """Answer the five queries, each by its own function."""

    async def q1(v: dict[str, Any]) -> Any:
        async with pool.acquire() as connection:
            rows = await connection.fetch(_STUDENT, v["id"])
            if not rows:
                return {"student": None}
            id_, name = rows[0]
            marks = [
                {"id": i, "value": value, "subject": subject, "givenOn": on}
                for _, i, value, subject, on in await connection.fetch(_MARKS, [v["id"]])
            ]
        return {"student": {"id": id_, "displayName": name, "marks": marks}}

    async def q2(v: dict[str, Any]) -> Any:
        async with pool.acquire() as connection:
            rows = await connection.fetch(_CLASS, v["id"])
            if not rows:
                return {"class": None}
            id_, grade, letter, key = rows[0]
            marks: dict[Any, list[Any]] = {}
            students = []
            for i, name in await connection.fetch(_CLASS_STUDENTS, key):
                marks[i] = []
                students.append({"id": i, "displayName": name, "marks": marks[i]})
            for student, i, value, subject, on in await connection.fetch(_MARKS, list(marks)):
                marks[student].append({"id": i, "value": value, "subject": subject, "givenOn": on})
        return {"class": {"id": id_, "grade": grade, "letter": letter, "students": students}}

    async def q3(v: dict[str, Any]) -> Any:
        async with pool.acquire() as connection:
            rows = await connection.fetch(_STUDENTS, v["first"])
        nodes = [
            {"id": i, "displayName": name, "born": born, "sex": sex, "seat": seat, "classId": class_id}
            for i, name, born, sex, seat, class_id in rows
        ]
        return {"students": {"nodes": nodes}}

    async def q4(v: dict[str, Any]) -> Any:
        wanted = [one["id"] for one in v["representations"]]
        async with pool.acquire() as connection:
            rows = await connection.fetch(_ENTITIES, wanted)
        found = {i: {"id": i, "displayName": name, "born": born, "sex": sex} for i, name, born, sex in rows}
        return {"_entities": [found.get(i) for i in wanted]}

    async def q5(_: dict[str, Any]) -> Any:
        return {"__typename": "Query"}

    handlers = {query.text: handler for query, handler in zip(QUERIES, (q1, q2, q3, q4, q5), strict=True)}

    async def answer(_: dict[str, Any], request: dict[str, Any]) -> bytes:
        return orjson.dumps({"data": await handlers[request["query"]](request["variables"])})

    return answer
