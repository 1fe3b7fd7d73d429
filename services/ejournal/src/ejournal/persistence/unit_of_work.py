"""What a use case of the journal may touch in one transaction."""

from collections.abc import Callable
from typing import Any

import asyncpg

from chassis.database import Connection
from chassis.work import Outgoing, Repository, Unit
from ejournal.domain.academic_year import AcademicYear
from ejournal.domain.refusals import ClassExists, NotFound, Refusal, YearCodeTaken
from ejournal.persistence import tables
from ejournal.persistence.copies import SqlCopies
from ejournal.persistence.leavings import SqlLeavings
from ejournal.persistence.repositories import SqlClasses, SqlStays, SqlTeachings


class SqlEjournalUnit(Unit):
    """The aggregates of the journal, and its copies, on one open transaction."""

    def __init__(self, connection: Connection, translate: Callable[[Any], Outgoing]) -> None:
        super().__init__(connection, translate)
        self.academic_years = Repository(connection, AcademicYear, tables.AcademicYearRow, missing=NotFound)
        self.classes = SqlClasses(connection)
        self.stays = SqlStays(connection)
        self.teachings = SqlTeachings(connection)
        self.leavings = SqlLeavings(connection)
        self.copies = SqlCopies(connection)

    async def flush(self) -> None:
        """Writes copies, aggregates and their events; the transaction stays open."""
        await self.copies.flush()
        await super().flush()

    def refusal_of(self, violation: asyncpg.UniqueViolationError) -> Refusal | None:
        """Two requests at once can both find a letter free; the database lets one of them have it."""
        value = (violation.detail or "").rpartition("=(")[2].partition(")")[0].rpartition(", ")[2]
        match violation.constraint_name:
            case "school_class_once":
                return ClassExists(value)
            case "academic_year_code_key":
                return YearCodeTaken(value)
            case _:
                return None
