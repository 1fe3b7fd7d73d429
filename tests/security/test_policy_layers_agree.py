"""Policy in Python, the predicate it compiles to, and row-level security written by hand decide alike."""

import random
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from chassis.identity import Caller, Grant, Kind, Person, Viewer
from chassis.identity.policy import (
    COUNTRY,
    DISTRICT,
    OWN_CLASS,
    OWN_LESSONS,
    REGION,
    SCHOOL,
    SELF,
    WARDS,
    Decision,
    Facts,
    Policy,
    answer,
    may,
    reach,
    resource,
)
from chassis.identity.rls import FUNCTIONS, SCHEMA, seen_by, tell_viewer
from chassis.testing.databases import Database, administrator, prepare_database

VIEWERS, STUDENTS = 20, 25
"""A tree is asked about every pair of them: 500 decisions."""

TABLES = (
    f"""
create schema {SCHEMA}; {FUNCTIONS};
set search_path = public, {SCHEMA};
"""
    """
create table school (id uuid primary key, district_id uuid not null, region_id uuid not null);
create table class (id uuid primary key, teacher_id uuid);
create table student (id uuid primary key, school_id uuid not null, class_id uuid);
create table guardianship (guardian_id uuid not null, student_id uuid not null, ended_on date);
create table lesson (class_id uuid not null, teacher_id uuid not null);
grant select on school, class, student, guardianship, lesson to layers_app;
alter table student enable row level security;
alter table student force row level security;
create policy student_read on student for select to layers_app using (
    bilim_holds(array['ministry', 'auditor', 'integrator'])
    or school_id = any(array(select id from school where region_id = any(array(
        select bilim_places(array['ministry', 'region', 'auditor', 'integrator'], 'region')))))
    or school_id = any(array(select id from school where district_id = any(array(
        select bilim_places(array['ministry', 'region', 'district', 'auditor', 'integrator'], 'district')))))
    or school_id = any(array(select bilim_places(
        array['ministry', 'region', 'district', 'director', 'class_teacher', 'auditor', 'integrator'], 'school')))
    or bilim_plays(array['class_teacher'])
        and class_id = any(array(select id from class where teacher_id = any(array(select bilim_persons('teacher')))))
    or bilim_plays(array['teacher'])
        and class_id = any(array(select class_id from lesson
                                 where teacher_id = any(array(select bilim_persons('teacher')))))
    or bilim_plays(array['guardian'])
        and id = any(array(select student_id from guardianship
                           where ended_on is null and guardian_id = any(array(select bilim_persons('guardian')))))
    or bilim_plays(array['student']) and id = any(array(select bilim_persons('student')))
);
"""
)

POLICY = Policy(
    "layers",
    resource(
        "Student",
        "A pupil.",
        reach(
            region="{t}.school_id = any(array(select id from school where region_id = any({region_ids})))",
            district="{t}.school_id = any(array(select id from school where district_id = any({district_ids})))",
            school="{t}.school_id = any({school_ids})",
            own_class="{t}.class_id = any(array(select id from class where teacher_id = any({teacher_ids})))",
            own_lessons="{t}.class_id = any(array(select class_id from lesson where teacher_id = any({teacher_ids})))",
            wards="{t}.id = any(array(select student_id from guardianship"
            " where guardian_id = any({guardian_ids}) and ended_on is null))",
            self="{t}.id = any({student_ids})",
        ),
        read=may(
            ministry=COUNTRY.pseudonymous,
            region=REGION.pseudonymous,
            district=DISTRICT.pseudonymous,
            director=SCHOOL,
            class_teacher=(OWN_CLASS, SCHOOL.pseudonymous),
            teacher=OWN_LESSONS,
            guardian=WARDS,
            student=SELF,
            auditor=COUNTRY,
            integrator=COUNTRY.pseudonymous,
        ),
    ),
)
READ = POLICY.reads(lambda text, **parameters: (text, parameters), lambda code, _: (code, None))["Student"]
SHOWN = POLICY.shown(lambda text, **parameters: (text, parameters))["Student"]


@dataclass
class Tree:
    """A country: who is where, and who belongs to whom."""

    chance: random.Random
    regions: list[UUID] = field(init=False)
    districts: dict[UUID, UUID] = field(init=False)
    schools: dict[UUID, UUID] = field(init=False)
    teachers: list[UUID] = field(init=False)
    guardians: list[UUID] = field(init=False)
    classes: dict[UUID, UUID | None] = field(init=False)
    lessons: set[tuple[UUID, UUID]] = field(init=False)
    students: dict[UUID, tuple[UUID, UUID | None]] = field(init=False)
    wards: set[tuple[UUID, UUID, bool]] = field(init=False)

    def __post_init__(self) -> None:
        self.regions = self._ids(2)
        self.districts = {id_: self._one(self.regions) for id_ in self._ids(4)}
        self.schools = {id_: self._one(self.districts) for id_ in self._ids(8)}
        self.teachers, self.guardians = self._ids(6), self._ids(8)
        self.classes = {id_: self.chance.choice([*self.teachers, None]) for id_ in self._ids(8)}
        self.lessons = {(self._one(self.classes), self._one(self.teachers)) for _ in range(10)}
        self.students = {
            id_: (self._one(self.schools), self.chance.choice([*self.classes, None]))
            for id_ in self._ids(STUDENTS)
        }
        self.wards = {
            (self._one(self.guardians), self._one(self.students), self.chance.random() < 0.3)
            for _ in range(30)
        }

    def viewer(self) -> Viewer:
        """Somebody with up to four grants, sensible or not, and up to three persons."""
        grants = {str(self._grant()) for _ in range(self.chance.randint(0, 4))}
        persons = {str(self._person()) for _ in range(self.chance.randint(0, 3))}
        return Viewer(
            "somebody",
            grants=tuple(filter(None, map(Grant.parse, sorted(grants)))),
            persons=tuple(filter(None, map(Person.parse, sorted(persons)))),
        )

    def facts(self, student: UUID) -> Facts:
        """What a use case would know of a pupil."""
        school, class_ = self.students[student]
        teacher = self.classes[class_] if class_ else None
        return Facts(
            school=school,
            district=self.schools[school],
            region=self.districts[self.schools[school]],
            class_teachers=[teacher] if teacher else [],
            lesson_teachers=[who for where, who in self.lessons if where == class_],
            guardians=[guardian for guardian, ward, ended in self.wards if ward == student and not ended],
            persons=[student],
        )

    async def plant(self, connection: asyncpg.Connection) -> None:
        """Make it the only country in the database."""
        await connection.execute("truncate school, class, student, guardianship, lesson")
        rows: Mapping[str, list[tuple[Any, ...]]] = {
            "school": [(id_, where, self.districts[where]) for id_, where in self.schools.items()],
            "class": list(self.classes.items()),
            "student": [(id_, *where) for id_, where in self.students.items()],
            "guardianship": [(who, whom, "2026-01-01" if over else None) for who, whom, over in self.wards],
            "lesson": list(self.lessons),
        }
        for table, values in rows.items():
            marks = ", ".join(f"${number + 1}" for number in range(len(values[0])))
            marks = marks.replace("$3", "$3::text::date") if table == "guardianship" else marks
            await connection.executemany(f"insert into {table} values ({marks})", values)

    def _grant(self) -> str:
        role = self._one(POLICY.resources["Student"].rows["read"])
        kind = self._one([Kind.COUNTRY, Kind.REGION, Kind.DISTRICT, Kind.SCHOOL])
        places = {Kind.REGION: self.regions, Kind.DISTRICT: self.districts, Kind.SCHOOL: self.schools}
        return f"{role}@{kind}:{self._one(places[kind]) if kind in places else '*'}"

    def _person(self) -> str:
        kind = self._one(["teacher", "guardian", "student"])
        people = {"teacher": self.teachers, "guardian": self.guardians, "student": self.students}
        return f"{kind}:{self._one(people[kind])}"

    def _ids(self, count: int) -> list[UUID]:
        return [UUID(int=self.chance.getrandbits(128)) for _ in range(count)]

    def _one(self, choices: Any) -> Any:
        return self.chance.choice(list(choices))


class Shape:
    """What a compiled read may ask."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller

    def ask(self, question: Any) -> Any:
        return answer(self.caller, question)


@pytest.fixture(scope="module")
async def database(postgres_url: str) -> Database:
    made = await prepare_database(postgres_url, "layers")
    async with administrator(made.owner_url) as owner:
        await owner.execute("grant usage on schema public to layers_app")
        await owner.execute(TABLES)
    return made


@pytest.fixture
async def owner(database: Database) -> AsyncIterator[asyncpg.Connection]:
    async with administrator(database.owner_url) as connection:
        yield connection


@pytest.fixture
async def app(database: Database) -> AsyncIterator[asyncpg.Connection]:
    async with administrator(database.app_url) as connection:
        yield connection


async def test_three_layers_decide_alike_in_ten_thousand_decisions(
    owner: asyncpg.Connection, app: asyncpg.Connection
) -> None:
    found = [
        line
        for seed in range(10_000 // (VIEWERS * STUDENTS))
        for line in await disagreements(seed, owner, app)
    ]

    assert found == []


async def test_some_decisions_of_each_kind_are_met(owner: asyncpg.Connection) -> None:
    """Layers that agree because they all say no would prove nothing."""
    tree = Tree(random.Random(0))

    met = {
        POLICY.decide(Caller(tree.viewer()), "read", tree.facts(student), resource="Student")
        for student in tree.students
        for _ in range(VIEWERS)
    }

    assert met == set(Decision)


async def test_a_connection_that_was_told_nothing_sees_nothing(
    owner: asyncpg.Connection, app: asyncpg.Connection
) -> None:
    tree = Tree(random.Random(0))
    await plant(tree, owner)
    viewer = Viewer("m", grants=(Grant("auditor", Kind.COUNTRY, "*"),))

    async with seen_by(Caller(viewer), app.fetch, role="layers_app") as fetch:
        told = await fetch("select id from student")
    untold = await app.fetch("select id from student")

    assert (len(told), untold) == (STUDENTS, [])


async def test_what_is_told_outside_a_transaction_is_told_to_nobody(
    owner: asyncpg.Connection, app: asyncpg.Connection
) -> None:
    await plant(Tree(random.Random(0)), owner)
    viewer = Viewer("m", grants=(Grant("auditor", Kind.COUNTRY, "*"),))

    await tell_viewer(Caller(viewer), app.fetch, role="layers_app")

    assert await app.fetch("select id from student") == []


async def disagreements(seed: int, owner: asyncpg.Connection, app: asyncpg.Connection) -> list[str]:
    """Decisions on which the layers differ, in a country grown from the seed."""
    tree = Tree(random.Random(seed))
    await plant(tree, owner)
    found = []
    for viewer in (tree.viewer() for _ in range(VIEWERS)):
        caller = Caller(viewer)
        in_python, in_full = by_python(tree, caller)
        in_sql, shown = await by_sql(owner, caller)
        in_rls = await by_rls(app, viewer)
        if not (in_python == in_sql == in_rls and in_full == shown):
            found.append(f"{seed}: {[*map(str, viewer.grants)]} {[*map(str, viewer.persons)]}")
    return found


def by_python(tree: Tree, caller: Caller) -> tuple[set[UUID], set[UUID]]:
    """Whom the caller sees, and whom in full, as the policy says one by one."""
    decisions = {
        student: POLICY.decide(caller, "read", tree.facts(student), resource="Student")
        for student in tree.students
    }
    seen = {
        student for student, said in decisions.items() if said in (Decision.ALLOWED, Decision.PSEUDONYMOUS)
    }
    return seen, {student for student, said in decisions.items() if said is Decision.ALLOWED}


async def by_sql(owner: asyncpg.Connection, caller: Caller) -> tuple[set[UUID], set[UUID]]:
    """The same as the compiled predicates say; the owner's view, so that row-level security has no say."""
    visible, shown = READ(Shape(caller)), SHOWN(Shape(caller))
    if visible[1] is None:
        return set(), set()
    return await select(owner, caller, visible), await select(owner, caller, shown)


async def by_rls(app: asyncpg.Connection, viewer: Viewer) -> set[UUID]:
    """The same as PostgreSQL itself says to the application's role."""
    async with seen_by(Caller(viewer), app.fetch, role="layers_app") as fetch:
        return {row["id"] for row in await fetch("select id from student")}


async def select(connection: asyncpg.Connection, caller: Caller, predicate: Any) -> set[UUID]:
    """Run a predicate as readplan would: the row's alias and a number in the place of each name."""
    text, parameters = predicate
    numbers = {name: f"${number}" for number, name in enumerate(parameters, start=1)}
    where = re.sub(r"\{(\w+)\}", lambda found: {"t": "t", **numbers}[found[1]], text)
    values = [parameter(caller) for parameter in parameters.values()]
    return {row["id"] for row in await connection.fetch(f"select t.id from student t where {where}", *values)}


async def plant(tree: Tree, owner: asyncpg.Connection) -> None:
    """Make the tree the only country; the owner's own rights bow to forced row-level security, so it is lifted."""
    await owner.execute("alter table student no force row level security")
    await tree.plant(owner)
