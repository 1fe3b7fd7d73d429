"""What may be asked of training."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from chassis.schema import describe_enum
from chassis.schema.event_reads import EventReadSort
from readplan import Connection, connection, planned
from training.domain.teacher import StaffCategory
from training.graphql.event_reads import EventReadFilter, TrainingEventRead
from training.graphql.webhooks import Webhook

describe_enum(
    StaffCategory,
    "What a member of staff is employed as.",
    TEACHER="Teaches.",
    MANAGER="Leads the school or a part of it.",
    ICT_COORDINATOR="Answers for computers and networks.",
    SIC="Specialist for ICT in teaching.",
)

IdArgument = Annotated[strawberry.ID, strawberry.argument(description="By id.")]
OnDate = Annotated[date | None, strawberry.argument(description="The day; today unless given.")]


@strawberry.federation.type(keys=["id"], description="A member of a school's staff.")
class Teacher:
    """See domain/teacher.py."""

    id: strawberry.ID = strawberry.field(description="The teacher's id.")
    display_name: str = strawberry.federation.field(
        shareable=True, description="The name as a timetable prints it."
    )
    created_at: datetime = strawberry.field(description="When the teacher was first recorded.")
    updated_at: datetime = strawberry.field(description="When the teacher's record last changed.")
    schools: list["School"] | None = strawberry.field(description="Where the teacher works now.")


@strawberry.federation.type(keys=["id"], description="A school; its registry is inventory's.")
class School:
    """Known by its key alone; what is here is about its staff."""

    id: strawberry.ID = strawberry.field(description="The school's id.")
    staff: list[Teacher] | None = strawberry.field(
        description="Who works there now, by name; only those whom the asker may see."
    )

    @planned(description="How many people work there on a day; null for a school that nobody has told of.")
    def staff_count(self, on_date: OnDate = None) -> int | None: ...


@strawberry.type(description="Where reading begins.")
class Query:
    """The root look-ups of training."""

    training_event_reads: Connection[TrainingEventRead] = connection(
        description="What was read of training's events under contracts.",
        filter=EventReadFilter,
        order=EventReadSort,
    )

    @planned(description="One teacher.")
    def teacher(self, id: IdArgument) -> Teacher | None: ...


ENTITIES = (Teacher, School, Webhook)
