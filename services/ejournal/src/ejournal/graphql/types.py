"""What may be asked of the journal."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from chassis.schema import RecordRead
from chassis.schema.event_reads import EventReadSort
from ejournal.graphql.event_reads import EjournalEventRead, EventReadFilter
from ejournal.graphql.webhooks import Webhook
from readplan import Connection, connection, planned

OnDate = Annotated[
    date | None,
    strawberry.argument(description="The day meant, in the school's zone; today unless said."),
]
YearArgument = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="The academic year meant; the one that is open today unless said."),
]


@strawberry.federation.type(keys=["id", "code"], description="A school year.")
class AcademicYear:
    """See domain/academic_year.py."""

    id: strawberry.ID = strawberry.field(description="The year's id.")
    code: str = strawberry.field(description="The two calendar years it spans, for example `2026-27`.")
    start_date: date = strawberry.field(description="Its first day.")
    end_date: date = strawberry.field(description="Its last day.")


@strawberry.federation.type(
    name="Class",
    keys=["id", "schoolId academicYearId grade letter"],
    description="A class of one school in one year.",
)
class SchoolClass:
    """See domain/school_class.py."""

    id: strawberry.ID = strawberry.field(description="The class's id.")
    school_id: strawberry.ID = strawberry.field(description="The id of the school.")
    academic_year_id: strawberry.ID = strawberry.field(description="The id of the academic year.")
    grade: int = strawberry.field(description="0 for kindergarten, else 1 to 11.")
    letter: str = strawberry.field(description="What tells it from the other classes of the grade.")
    language: str = strawberry.field(description="The language of teaching (BCP 47).")
    capacity: int = strawberry.field(description="How many places it has.")
    student_count: int = strawberry.field(description="How many of its places are given.")
    created_at: datetime = strawberry.field(description="When it was opened.")
    updated_at: datetime = strawberry.field(description="When it last changed.")
    academic_year: AcademicYear = strawberry.field(description="The academic year it belongs to.")
    school: "School | None" = strawberry.field(description="The school it belongs to.")
    class_teacher: "Teacher | None" = strawberry.field(
        description="Who leads it; null until somebody is named."
    )
    students: list["Student"] | None = strawberry.field(
        description="Who has a place in it, in the order of their names."
    )


@strawberry.federation.type(
    keys=["id"], description="A child whom an enrolment order made a pupil of a school."
)
class Student:
    """See domain/stay.py; the name is enrollment's, kept here so that class lists print without it."""

    id: strawberry.ID = strawberry.field(description="The student's id.")
    display_name: str | None = strawberry.federation.field(
        shareable=True,
        description="The name as a class list prints it; null for those who see pupils without names.",
    )

    journal_access_log: Connection[RecordRead] | None = connection(
        description="Who of the staff has read what the journal keeps of the pupil, latest first."
    )

    @planned(name="class", description="The class in which the student is; null while without a place.")
    def home_class(self, on_date: OnDate = None) -> SchoolClass | None: ...


@strawberry.federation.type(keys=["id"], description="A member of a school's staff.")
class Teacher:
    """The name is training's, kept here so that class lists print without it."""

    id: strawberry.ID = strawberry.field(description="The teacher's id.")
    display_name: str | None = strawberry.federation.field(
        shareable=True, description="The name as a timetable prints it."
    )


@strawberry.federation.type(keys=["id"], description="A school of the registry.")
class School:
    """What the journal adds to inventory's school."""

    id: strawberry.ID = strawberry.field(description="The school's id.")

    @planned(description="Its classes, by grade and letter.")
    def classes(self, academic_year_id: YearArgument = None) -> list[SchoolClass] | None: ...

    @planned(description="How many pupils it has, with a place in a class or still without.")
    def student_count(self, on_date: OnDate = None) -> int | None: ...


@strawberry.type(description="Where reading begins.")
class Query:
    """The root look-ups of the journal."""

    ejournal_event_reads: Connection[EjournalEventRead] = connection(
        description="What was read of the journal's events under contracts.",
        filter=EventReadFilter,
        order=EventReadSort,
    )

    @planned(description="One academic year.")
    def academic_year(
        self, code: Annotated[str, strawberry.argument(description="By code, for example `2026-27`.")]
    ) -> AcademicYear | None: ...

    @planned(name="class", description="One class.")
    def school_class(
        self,
        id: Annotated[strawberry.ID, strawberry.argument(description="By id.")],
    ) -> SchoolClass | None: ...


ENTITIES = (AcademicYear, SchoolClass, Student, Teacher, School, Webhook)
