"""The rows of the test register, always the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson

SCHEMA = """
create table district (id uuid primary key, code text not null unique, region text, name jsonb not null);
create table school (id uuid primary key, code text not null unique, kind text not null, founded int,
  district_id uuid not null references district, name jsonb not null, budget numeric, opened_at timestamptz,
  extra jsonb, tags text[] not null, head_id uuid, street text, house text);
create table pupil (id uuid primary key, name text, born date, school_id uuid not null references school);
create table form (id uuid primary key, school_id uuid not null references school, grade int not null,
  letter text not null, teacher_id uuid);
create table placement (pupil_id uuid not null references pupil, form_id uuid not null references form,
  since date not null, until date);
create table mark (id bigint primary key, pupil_id uuid not null references pupil, value int not null,
  subject text not null, given_on date);
create table thing (id uuid primary key, kind text not null, label text not null,
  school_id uuid not null references school, memory int, author text, owner_kind text, owner_id uuid);
create index on school (district_id); create index on pupil (school_id); create index on mark (pupil_id);
"""


def uid(kind: int, number: int) -> UUID:
    """Make an id that says what it is of."""
    return UUID(int=(kind << 96) | (0x7000_8000 << 32) | number)


def district_id(n: int) -> str:
    return str(uid(1, n))


def school_id(n: int) -> str:
    return str(uid(2, n))


def pupil_id(n: int) -> str:
    return str(uid(3, n))


def form_id(n: int) -> str:
    return str(uid(4, n))


def teacher_id(n: int) -> str:
    return str(uid(5, n))


def thing_id(n: int) -> str:
    return str(uid(6, n))


DISTRICTS, SCHOOLS, PUPILS, FORMS, TEACHERS, THINGS, MARKS = 3, 8, 60, 14, 4, 20, 150


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Make every row from one seed."""
    chance = random.Random(7)

    def maybe(value: Any, odds: float = 0.7) -> Any:
        return value if chance.random() < odds else None

    def text(*languages: str) -> str:
        return orjson.dumps({one: f"{one} {chance.randint(1, 4)}" for one in languages}).decode()

    districts = [
        (uid(1, n), f"D{n}", maybe(f"R{n % 2}"), text("ru", "kk") if n else text("en"))
        for n in range(DISTRICTS)
    ]
    schools = [
        (
            uid(2, n), f"S{n}", chance.choice(["primary", "SECONDARY"]), maybe(1950 + chance.randint(0, 5)),
            uid(1, n % DISTRICTS), text(*chance.choice([("ru",), ("ru", "kk"), ("en", "kk")])),
            maybe(Decimal(chance.randint(1, 10**6)) / 100), maybe(datetime(2001, 1, 1 + n, 12, tzinfo=UTC)),
            maybe(orjson.dumps({"n": n, "list": [1, None, "x"]}).decode()), [f"t{i}" for i in range(n % 3)],
            maybe(uid(3, chance.randrange(PUPILS))), maybe(f"Street {n}"), maybe(f"{n}a"),
        )
        for n in range(SCHOOLS)
    ]  # fmt: skip
    pupils = [
        (uid(3, n), maybe(f"Pupil {chance.randint(0, 20)}", 0.9),
         maybe(date(2008, 1, 1) + timedelta(days=chance.randint(0, 1500)), 0.9), uid(2, n % (SCHOOLS - 1)))
        for n in range(PUPILS)
    ]  # fmt: skip
    forms = [
        (uid(4, n), uid(2, n % SCHOOLS), 1 + n % 3, "ABC"[n % 3], maybe(uid(5, n % TEACHERS)))
        for n in range(FORMS)
    ]
    placements = [
        (uid(3, n), uid(4, chance.randrange(FORMS)), date(2025, 9, 1) + timedelta(days=n),
         maybe(date(2026, 9, 1), 0.3))
        for n in range(PUPILS)
    ]  # fmt: skip
    placements += [(uid(3, n), uid(4, n % FORMS), date(2026, 9, 1), None) for n in range(0, PUPILS, 4)]
    marks = [
        (n, uid(3, chance.randrange(PUPILS)), chance.randint(2, 5), chance.choice(["math", "art"]),
         maybe(date(2026, 10, 1 + n % 28), 0.97))
        for n in range(MARKS)
    ]  # fmt: skip
    owners: list[tuple[str, Callable[[], object]]] = [
        ("SCHOOL", lambda: uid(2, chance.randrange(SCHOOLS))),
        ("PUPIL", lambda: uid(3, chance.randrange(PUPILS))),
    ]
    things = []
    for n in range(THINGS):
        kind = chance.choice(["COMPUTER", "BOOK"])
        owner, pick = chance.choice(owners)
        owned = chance.random() < 0.7
        things.append(
            (uid(6, n), kind, f"L{n:02}", uid(2, n % SCHOOLS), maybe(8) if kind == "COMPUTER" else None,
             maybe("Abai") if kind == "BOOK" else None, owner if owned else None, pick() if owned else None)
        )  # fmt: skip
    return {
        "district": districts, "school": schools, "pupil": pupils, "form": forms, "placement": placements,
        "mark": marks, "thing": things,
    }  # fmt: skip


async def create(connection: Any) -> None:
    """Make the tables and fill them."""
    await connection.execute(SCHEMA)
    for table, filled in rows().items():
        await connection.copy_records_to_table(table, records=filled)
