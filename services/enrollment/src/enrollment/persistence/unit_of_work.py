"""What a use case of enrollment may touch in one transaction."""

from collections.abc import Callable
from typing import Any

import asyncpg

from chassis.database import Connection
from chassis.work import Outgoing, Repository, Unit
from enrollment.domain.enrolment import Enrolment
from enrollment.domain.guardian import Guardian
from enrollment.domain.guardianship import Guardianship
from enrollment.domain.reference import AcademicYear, District, School, SchoolClass
from enrollment.domain.refusals import AlreadyGuardian, NotFound, Refusal
from enrollment.domain.student import Student
from enrollment.persistence import tables
from enrollment.persistence.placements import SqlPlacements
from enrollment.usecases.ports import Placements


class SqlEnrollmentUnit(Unit):
    """The aggregates of enrollment, and its copies of others', on one open transaction."""

    def __init__(self, connection: Connection, translate: Callable[[Any], Outgoing]) -> None:
        super().__init__(connection, translate)
        self.districts = Repository(connection, District, tables.DistrictRow, missing=NotFound, is_copy=True)
        self.schools = Repository(connection, School, tables.SchoolRow, missing=NotFound, is_copy=True)
        self.academic_years = Repository(
            connection, AcademicYear, tables.AcademicYearRow, missing=NotFound, is_copy=True
        )
        self.classes = Repository(connection, SchoolClass, tables.ClassRow, missing=NotFound, is_copy=True)
        self.students = Repository(connection, Student, tables.StudentRow, missing=NotFound)
        self.enrolments = Repository(connection, Enrolment, tables.EnrolmentRow, missing=NotFound)
        self.guardians = Repository(connection, Guardian, tables.GuardianRow, missing=NotFound)
        self.guardianships = Repository(connection, Guardianship, tables.GuardianshipRow, missing=NotFound)
        self.placements: Placements = SqlPlacements(connection)

    def refusal_of(self, violation: asyncpg.UniqueViolationError) -> Refusal | None:
        """Two requests at once can both link the same person; the database lets one of them do it."""
        return AlreadyGuardian() if violation.constraint_name == "guardianship_open_once" else None
