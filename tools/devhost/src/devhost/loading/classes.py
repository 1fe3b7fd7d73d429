"""How many classes a school has, of what size: grades nearly even, no class larger than a room."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from uuid import UUID

from devhost.loading.form import SchoolRow
from devhost.loading.ids import stable_id

CAPACITY = 25
LETTERS = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"
LANGUAGE = "ru"


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """A class to be opened, and how many pupils the placing rule will give it."""

    id: UUID
    grade: int
    letter: str
    capacity: int
    expected: int


def plan_classes(school: SchoolRow, key: tuple[str, ...], chance: Random) -> tuple[ClassPlan, ...]:
    """The classes that hold exactly the school's pupils; a grade that nobody is in has no class."""
    sizes = near_even(school.students or 0, len(school.kind.grades), chance)
    return tuple(
        ClassPlan(stable_id(*key, "class", grade, letter), grade, letter, capacity, expected)
        for grade, size in zip(school.kind.grades, sizes, strict=True)
        for letter, capacity, expected in parallel_classes(size)
    )


def parallel_classes(pupils: int) -> Iterator[tuple[str, int, int]]:
    """Letter, capacity and size of a grade's classes.

    Equal capacities: the placing rule (most free places, then by letter) then fills them evenly.
    """
    number = -(-pupils // CAPACITY)
    number = min(number, len(LETTERS))
    for index in range(number):
        expected = pupils // number + (index < pupils % number)
        yield LETTERS[index], max(CAPACITY, -(-pupils // number)), expected


def near_even(total: int, parts: int, chance: Random) -> list[int]:
    """`total` in `parts` that differ as years of birth differ, by about a seventh either way."""
    weights = [chance.uniform(0.85, 1.15) for _ in range(parts)]
    exact = [total * weight / sum(weights) for weight in weights]
    sizes = [int(part) for part in exact]
    by_remainder = sorted(range(parts), key=lambda index: sizes[index] - exact[index])
    for index in by_remainder[: total - sum(sizes)]:
        sizes[index] += 1
    return sizes
