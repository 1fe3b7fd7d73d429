"""The benchmark's school data: the same rows for everyone, from a fixed seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

SCHOOLS, CLASSES, STUDENTS, MARKS = 2, 34, 1000, 20

SCHEMA = """
create table school (id uuid primary key, code text not null unique, name text not null);
create table school_class (id uuid primary key, school_id uuid not null references school, grade int not null,
  letter text not null);
create table student (id uuid primary key, display_name text not null, born date not null, sex text not null,
  seat int not null, school_id uuid not null references school, class_id uuid not null references school_class);
create table mark (id uuid primary key, student_id uuid not null references student, value int not null,
  subject text not null, given_on date not null);
create index on school_class (school_id); create index on student (class_id); create index on student (school_id);
create index on mark (student_id);
"""


def uid(kind: int, number: int) -> UUID:
    """Make an id that says what it is of."""
    return UUID(int=(kind << 96) | (0x7000_8000 << 32) | number)


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Make every row."""
    chance = random.Random(2026)
    schools = [(uid(1, n), f"S{n}", f"School {n}") for n in range(SCHOOLS)]
    classes = [(uid(2, n), uid(1, n % SCHOOLS), 1 + n % 11, "ABCD"[n // 11]) for n in range(CLASSES)]
    students = [
        (uid(3, n), f"Student {n:04}", date(2010, 1, 1) + timedelta(days=chance.randrange(2000)),
         chance.choice("FM"), n % 30, uid(1, (n // 30) % SCHOOLS), uid(2, n // 30))
        for n in range(STUDENTS)
    ]  # fmt: skip
    marks = [
        (uid(4, student * MARKS + n), uid(3, student), chance.randint(2, 5), chance.choice(["math", "art", "ru"]),
         date(2026, 9, 1) + timedelta(days=n))
        for student in range(STUDENTS) for n in range(MARKS)
    ]  # fmt: skip
    return {"school": schools, "school_class": classes, "student": students, "mark": marks}


async def create(connection: Any) -> None:
    """Make the tables and fill them."""
    await connection.execute(SCHEMA)
    for table, filled in rows().items():
        await connection.copy_records_to_table(table, records=filled)
    await connection.execute("analyze")
