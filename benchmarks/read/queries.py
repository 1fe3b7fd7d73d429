"""The five queries, with variables that differ in every request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .data import CLASSES, STUDENTS, uid


@dataclass(frozen=True, slots=True)
class Query:
    """One query and the variables of its nth request."""

    name: str
    what: str
    text: str
    variables: Callable[[int], dict[str, Any]]


QUERIES = [
    Query(
        "Q1",
        "a student with 20 marks",
        "query Q1($id: ID!) { student(id: $id) { id displayName marks { id value subject givenOn } } }",
        lambda n: {"id": str(uid(3, n * 7 % STUDENTS))},
    ),
    Query(
        "Q2",
        "a class of 30 with 20 marks each",
        "query Q2($id: ID!) { class(id: $id) { id grade letter students "
        "{ id displayName marks { id value subject givenOn } } } }",
        lambda n: {"id": str(uid(2, n % (CLASSES - 1)))},
    ),
    Query(
        "Q3",
        "1,000 students × 6 fields",
        "query Q3($first: Int!) { students(first: $first) { nodes { id displayName born sex seat classId } } }",
        lambda n: {"first": STUDENTS - n % 10},
    ),
    Query(
        "Q4",
        "_entities, 100 × 4 fields",
        "query Q4($representations: [_Any!]!) { _entities(representations: $representations) "
        "{ ... on Student { id displayName born sex } } }",
        lambda n: {
            "representations": [
                {"__typename": "Student", "id": str(uid(3, (n * 13 + i * 3) % STUDENTS))} for i in range(100)
            ]
        },
    ),
    Query("Q5", "{ __typename }", "{ __typename }", lambda _n: {}),
]
