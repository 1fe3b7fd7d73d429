"""Invented pupils in families, and staff, in the numbers that a table states."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from uuid import UUID

from devhost.loading.classes import ClassPlan
from devhost.loading.ids import stable_id
from devhost.loading.names import PersonName, Sex, any_name, family_name, name_of_child, patronymic, words

CHILDREN_IN_SCHOOL = (1, 1, 1, 2, 2, 2, 3, 3, 4)
FATHERS_KNOWN = 0.8
WOMEN_AMONG_STAFF = 0.75
FIRST_GRADE_AGE = 7
LONGEST_SERVICE = 40


class Relation(StrEnum):
    """What a guardian is to a child."""

    MOTHER = "MOTHER"
    FATHER = "FATHER"


class Position(StrEnum):
    """What a member of staff is employed as."""

    DIRECTOR = "DIRECTOR"
    ICT_COORDINATOR = "ICT_COORDINATOR"
    TEACHER = "TEACHER"


@dataclass(frozen=True, slots=True)
class GuardianPlan:
    """A parent and the children that the parent answers for."""

    id: UUID
    name: PersonName
    relation: Relation
    wards: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class StudentPlan:
    """A pupil and the grade in which the pupil is enrolled."""

    id: UUID
    name: PersonName
    birth_date: date
    grade: int


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """A member of the teaching staff."""

    id: UUID
    name: PersonName
    position: Position
    employed_since: date


@dataclass(frozen=True, slots=True)
class Families:
    """A school's pupils and their guardians."""

    students: tuple[StudentPlan, ...]
    guardians: tuple[GuardianPlan, ...]


def plan_families(
    classes: Sequence[ClassPlan], key: tuple[str, ...], year_starts: date, chance: Random
) -> Families:
    """As many pupils a grade as its classes expect, as brothers and sisters with the same guardians."""
    grades = [planned.grade for planned in classes for _ in range(planned.expected)]
    chance.shuffle(grades)
    students: list[StudentPlan] = []
    guardians: list[GuardianPlan] = []
    for number, siblings in enumerate(sibling_grades(grades, chance)):
        surname, father = chance.choice(words("family")), chance.choice(words("male"))
        children = [
            plan_student(
                (*key, "student", str(len(students) + index)), surname, father, grade, year_starts, chance
            )
            for index, grade in enumerate(siblings)
        ]
        students += children
        guardians += plan_guardians((*key, "guardian", str(number)), surname, father, children, chance)
    return Families(tuple(students), tuple(guardians))


def sibling_grades(grades: Sequence[int], chance: Random) -> Iterator[list[int]]:
    """Cut the pupils into families; nobody has two children in one grade, so that no twins need explaining."""
    family: list[int] = []
    wanted = chance.choice(CHILDREN_IN_SCHOOL)
    for grade in grades:
        if family and (len(family) == wanted or grade in family):
            yield family
            family, wanted = [], chance.choice(CHILDREN_IN_SCHOOL)
        family.append(grade)
    if family:
        yield family


def plan_student(
    key: tuple[str, ...], surname: str, father: str, grade: int, year_starts: date, chance: Random
) -> StudentPlan:
    """A child of the age that a grade has on the first day of school."""
    sex = chance.choice(tuple(Sex))
    born = birthday(year_starts, FIRST_GRADE_AGE + grade - 1, chance)
    return StudentPlan(stable_id(*key), name_of_child(sex, surname, father, chance), born, grade)


def plan_guardians(
    key: tuple[str, ...], surname: str, father: str, children: Sequence[StudentPlan], chance: Random
) -> Iterator[GuardianPlan]:
    """The mother, and mostly the father, whose given name the children's patronymics show."""
    wards = tuple(child.id for child in children)
    mother = name_of_child(Sex.FEMALE, surname, chance.choice(words("male")), chance)
    yield GuardianPlan(stable_id(*key, "mother"), mother, Relation.MOTHER, wards)
    if chance.random() < FATHERS_KNOWN:
        his = patronymic(chance.choice(words("male")), Sex.MALE)
        name = PersonName(family_name(surname, Sex.MALE), father, his)
        yield GuardianPlan(stable_id(*key, "father"), name, Relation.FATHER, wards)


def plan_staff(number: int, key: tuple[str, ...], year_starts: date, chance: Random) -> tuple[StaffPlan, ...]:
    """A director, a coordinator of computers and networks, and teachers, `number` in all."""
    positions = [Position.DIRECTOR, Position.ICT_COORDINATOR][:number]
    positions += [Position.TEACHER] * (number - len(positions))
    return tuple(
        plan_member((*key, "staff", str(index)), position, year_starts, chance)
        for index, position in enumerate(positions)
    )


def plan_member(key: tuple[str, ...], position: Position, year_starts: date, chance: Random) -> StaffPlan:
    """Somebody employed since some first day of school, this year's or one of forty before."""
    sex = Sex.FEMALE if chance.random() < WOMEN_AMONG_STAFF else Sex.MALE
    since = year_starts.replace(year=year_starts.year - chance.randint(0, LONGEST_SERVICE))
    return StaffPlan(stable_id(*key), any_name(sex, chance), position, since)


def birthday(on: date, age: int, chance: Random) -> date:
    """A day on which somebody who is `age` years old on `on` may have been born."""
    last = on.replace(year=on.year - age)
    return last - timedelta(days=chance.randrange(365))
