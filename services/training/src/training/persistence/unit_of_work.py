"""What a use case of training may touch in one transaction."""

from collections.abc import Callable
from typing import Any

import asyncpg

from chassis.database import Connection
from chassis.work import Outgoing, Repository, Unit
from training.domain.employment import Employment
from training.domain.reference import District, School
from training.domain.refusals import AlreadyEmployed, NotFound, Refusal
from training.domain.teacher import Teacher
from training.persistence import tables
from training.persistence.persons import SqlPersons
from training.usecases.ports import Persons


class SqlTrainingUnit(Unit):
    """The aggregates of training, and its copies of others', on one open transaction."""

    def __init__(self, connection: Connection, translate: Callable[[Any], Outgoing]) -> None:
        super().__init__(connection, translate)
        self.districts = Repository(connection, District, tables.DistrictRow, missing=NotFound, is_copy=True)
        self.schools = Repository(connection, School, tables.SchoolRow, missing=NotFound, is_copy=True)
        self.teachers = Repository(connection, Teacher, tables.TeacherRow, missing=NotFound)
        self.employments = Repository(connection, Employment, tables.EmploymentRow, missing=NotFound)
        self.persons: Persons = SqlPersons(connection)

    def refusal_of(self, violation: asyncpg.UniqueViolationError) -> Refusal | None:
        """One school named twice is found by the database."""
        return AlreadyEmployed() if violation.constraint_name == "employment_open_once" else None
