"""What may be asked of enrollment."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from chassis.schema import RecordRead, describe_enum
from chassis.schema.event_reads import EventReadSort
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.person import PersonKind
from enrollment.graphql.event_reads import EnrollmentEventRead, EventReadFilter
from enrollment.graphql.webhooks import Webhook
from readplan import Connection, connection, planned

if TYPE_CHECKING:
    from enrollment.graphql.admission.campaign_types import CatchmentArea, SeatPlan
    from enrollment.graphql.admission.types import Application, Child

describe_enum(
    GuardianshipKind,
    "What makes a person a guardian.",
    PARENT="By birth.",
    ADOPTIVE_PARENT="By adoption.",
    LEGAL_GUARDIAN="Named by a court or an authority.",
    FOSTER_CARER="Takes care of the child by contract.",
)

describe_enum(
    PersonKind,
    "What a person is to a school.",
    STUDENT="A pupil.",
    GUARDIAN="Who answers for one.",
    APPLICANT="A child who applies and is no pupil yet.",
)

ADMISSION = strawberry.lazy("enrollment.graphql.admission.types")
CAMPAIGNS = strawberry.lazy("enrollment.graphql.admission.campaign_types")
CampaignArgument = Annotated[strawberry.ID, strawberry.argument(description="In this campaign.")]
IdArgument = Annotated[strawberry.ID, strawberry.argument(description="By id.")]


@strawberry.federation.type(keys=["id"], description="A school; its registry is inventory's.")
class School:
    """Known by its key alone."""

    id: strawberry.ID = strawberry.field(description="The school's id.")
    applications: Connection[Annotated["Application", ADMISSION]] | None = connection(
        description="The applications that address it, in the order of their receipt.",
        arguments={"campaign_id": CampaignArgument},
    )

    catchment: Connection[Annotated["CatchmentArea", CAMPAIGNS]] | None = connection(
        description="Its map: the areas whose children it takes first, and those that were measured."
    )

    @planned(description="Its seats in a campaign.")
    def seat_plans(self, campaign_id: CampaignArgument) -> list[Annotated["SeatPlan", ADMISSION]] | None: ...

    @planned(description="How many seats of a grade nobody holds; null where it has no plan.")
    def free_seats(
        self,
        campaign_id: CampaignArgument,
        grade: Annotated[int, strawberry.argument(description="1-11; 0 is kindergarten.")],
    ) -> int | None: ...


@strawberry.federation.type(keys=["id"], description="An academic year; the calendar is the journal's.")
class AcademicYear:
    """Known by its key alone."""

    id: strawberry.ID = strawberry.field(description="The year's id.")


@strawberry.federation.type(keys=["id"], description="An order that made a child a pupil.")
class Enrolment:
    """See domain/enrolment.py."""

    id: strawberry.ID = strawberry.field(description="The enrolment's id.")
    grade: int = strawberry.field(description="1-11; 0 is kindergarten.")
    language: str = strawberry.field(description="Language of teaching (BCP 47).")
    order_number: str = strawberry.field(description="The number of the order.")
    order_date: date = strawberry.field(description="The date on the order.")
    enrolled_on: date = strawberry.field(description="The first day as a pupil.")
    created_at: datetime = strawberry.field(description="When it was recorded.")
    school: School | None = strawberry.field(description="The school that it is for.")
    academic_year: AcademicYear | None = strawberry.field(description="The year that it is for.")


@strawberry.federation.type(keys=["id"], description="A child whom an order made a pupil.")
class Student:
    """See domain/student.py."""

    id: strawberry.ID = strawberry.field(description="The pupil's id.")
    display_name: str | None = strawberry.federation.field(
        shareable=True,
        description="The name as a class list prints it; null for those who see pupils without names.",
    )
    created_at: datetime = strawberry.field(description="When the pupil was first recorded.")
    updated_at: datetime = strawberry.field(description="When the pupil's record last changed.")
    school: School | None = strawberry.field(description="The school where the pupil is now.")
    current_enrolment: Enrolment | None = strawberry.field(
        description="The order by which the pupil is there; null for those who may not read it."
    )
    guardians: list["Guardian"] = strawberry.field(
        description="Who answers for the pupil now, by name; only those whom the asker may see."
    )
    access_log: Connection[RecordRead] | None = connection(
        description="Who of the staff has read what enrollment keeps of the pupil, latest first."
    )


@strawberry.federation.type(keys=["id"], description="A person who answers for pupils.")
class Guardian:
    """See domain/guardian.py."""

    id: strawberry.ID = strawberry.field(description="The guardian's id.")
    display_name: str | None = strawberry.field(
        description="The name; null for those who see pupils and guardians without names."
    )
    created_at: datetime = strawberry.field(description="When the guardian was first recorded.")
    updated_at: datetime = strawberry.field(description="When the guardian's record last changed.")
    wards: list[Student] = strawberry.field(
        description="The pupils that the guardian answers for now, by name; only those whom the asker may see."
    )
    children: list[Annotated["Child", ADMISSION]] = strawberry.field(
        description="The children that the guardian has registered or answers for now, pupils or not."
    )


@strawberry.type(description="Where reading begins.")
class Query:
    """The root look-ups of enrollment."""

    enrollment_event_reads: Connection[EnrollmentEventRead] = connection(
        description="What was read of enrollment's events under contracts.",
        filter=EventReadFilter,
        order=EventReadSort,
    )

    @planned(description="One pupil.")
    def student(self, id: IdArgument) -> Student | None: ...

    @planned(description="One guardian.")
    def guardian(self, id: IdArgument) -> Guardian | None: ...


ENTITIES = (School, AcademicYear, Enrolment, Student, Guardian, Webhook)
