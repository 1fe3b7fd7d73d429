"""Runs, offers, appeals and long work, as they are asked for."""

from datetime import date, datetime
from typing import Annotated

import strawberry
from strawberry.scalars import JSON

from chassis.schema import describe_enum
from enrollment.domain.admission.allocation_run import RunState
from enrollment.domain.admission.appeal import AppealState
from enrollment.domain.admission.job import JobKind
from enrollment.domain.admission.offer import DeclineReason, OfferState
from enrollment.graphql.allocation.comparison import PackComparison
from enrollment.graphql.jobs import Job
from enrollment.graphql.types import School
from readplan import Connection, connection, planned

describe_enum(
    RunState,
    "How far an allocation run is.",
    COMMITTED="The hash of its seed is known to everybody.",
    FROZEN="The applications are fixed, and their hash is known to everybody.",
    EXECUTED="The places are computed.",
    PUBLISHED="Seed and files are there: everybody can run it again.",
    CONFIRMED="A second person stands for it; its job offers its places.",
    ANNULLED="An order says that it does not count.",
)
describe_enum(
    OfferState,
    "What became of an offer.",
    OPEN="The family may answer.",
    ACCEPTED="The family takes the place.",
    DECLINED="The family does not take it.",
    EXPIRED="Nobody answered in time.",
)
describe_enum(
    DeclineReason,
    "Why a family does not take a place.",
    PLACE_ELSEWHERE="It has a place elsewhere.",
    MOVED="It moves, or has moved.",
    BEGINS_LATER="The child begins later.",
    OTHER="For another reason.",
)
describe_enum(
    AppealState,
    "How far an appeal is.",
    FILED="It waits to be decided.",
    ADMITTED="It is being decided.",
    UPHELD="The family was right.",
    DISMISSED="The rejection stands.",
)
describe_enum(
    JobKind,
    "What a job does.",
    EXECUTE_RUN="Computes a frozen run.",
    SIMULATE="Compares two rule packs on one frozen input.",
    CONFIRM_RUN="Offers the places of a confirmed run.",
    EXPORT_PERSON="Puts together everything that the services hold of a person.",
)

IdArgument = Annotated[strawberry.ID, strawberry.argument(description="By id.")]
CampaignArgument = Annotated[strawberry.ID, strawberry.argument(description="Of this campaign.")]


@strawberry.federation.type(keys=["id"], description="Long work of enrollment.")
class EnrollmentJob(Job):
    """See domain/admission/job.py, and domain/person_export.py."""

    kind: JobKind = strawberry.field(description="What it does.")
    awaits: list[str] = strawberry.field(
        description="The services whose part is still awaited; a service that is away is waited for."
    )
    error: str | None = strawberry.field(description="Why it came to nothing.")
    result: JSON | None = strawberry.field(
        description="What came of it, as it is kept; a comparison is told by `comparison`."
    )
    comparison: PackComparison | None = strawberry.field(
        description="Who gains and who loses under the second of two packs, once they were compared."
    )
    created_at: datetime = strawberry.field(description="When it was asked for.")
    updated_at: datetime = strawberry.field(description="When it last changed.")


@strawberry.federation.type(
    keys=["id"],
    description="A run of a campaign's allocation; once it is published, anybody can run it again.",
)
class AllocationRun:
    """See domain/admission/allocation_run.py."""

    id: strawberry.ID = strawberry.field(description="The run's id.")
    campaign_id: strawberry.ID = strawberry.field(description="The campaign whose places it gives.")
    version: int = strawberry.field(description="Counts the runs of the campaign from 1.")
    state: RunState = strawberry.field(description="How far it is.")
    seed_commitment: str = strawberry.field(description="SHA-256 of the seed, lower-case hex.")
    randomness_source: str = strawberry.field(
        description="Where public randomness will be drawn from after the freeze; empty means that none is."
    )
    freeze_hash: str | None = strawberry.field(
        description="SHA-256 of the input before public randomness was drawn."
    )
    input_hash: str | None = strawberry.field(description="SHA-256 of the complete input.")
    output_hash: str | None = strawberry.field(description="SHA-256 of the result.")
    seed: str | None = strawberry.field(description="The seed, 64 digits of hex, once it is revealed.")
    public_randomness: str = strawberry.field(description="What was drawn after the freeze; may be empty.")
    applications: int | None = strawberry.field(description="How many applications were frozen.")
    placed: int | None = strawberry.field(description="How many children have a place by it.")
    unplaced: int | None = strawberry.field(description="How many have none.")
    annulled_by_order: str | None = strawberry.field(description="The order that took it back.")
    annulled_on: date | None = strawberry.field(description="The date of that order.")
    input_path: str | None = strawberry.field(
        description="Where enrollment serves the input document, once the run is published; "
        "through the gateway below `/files/enrollment`."
    )
    result_path: str | None = strawberry.field(
        description="Where enrollment serves the result, once the run is published; "
        "through the gateway below `/files/enrollment`."
    )
    confirmation: EnrollmentJob | None = strawberry.field(
        description="The job that offers its places, for who may see jobs; null before the run is confirmed."
    )
    created_at: datetime = strawberry.field(description="When its seed was committed to.")
    updated_at: datetime = strawberry.field(description="When it last changed.")


@strawberry.federation.type(keys=["id"], description="Why a place was offered to this child.")
class OfferExplanation:
    """See persistence/allocation/tables.py."""

    id: strawberry.ID = strawberry.field(description="The record's id.")
    at: datetime = strawberry.field(description="When the place was offered.")
    position: int = strawberry.field(description="Where the child stood in the standing; 1 is the best.")
    tier: int = strawberry.field(description="Its tier of the rule pack, from 0; the last is everyone else.")
    key: str = strawberry.field(
        description="What ordered it inside the tier: the values of the pack's order, with bars between."
    )
    seats: int = strawberry.field(description="How many seats the programme had.")
    run_id: strawberry.ID | None = strawberry.field(
        description="The run by which; null for a place that came free."
    )


@strawberry.federation.type(
    keys=["id"], description="A place that is held for a child until its family answers."
)
class Offer:
    """See domain/admission/offer.py."""

    id: strawberry.ID = strawberry.field(description="The offer's id.")
    application_id: strawberry.ID = strawberry.field(description="The application it answers.")
    seat_plan_id: strawberry.ID = strawberry.field(description="The seat plan whose seat it holds.")
    grade: int = strawberry.field(description="1-11; 0 is kindergarten.")
    language: str = strawberry.field(description="Language of teaching (BCP 47).")
    profile: str = strawberry.field(description="The profile; empty for none.")
    state: OfferState = strawberry.field(description="What became of it.")
    respond_by: datetime = strawberry.field(description="The last moment of an answer.")
    restorable_until: datetime | None = strawberry.field(
        description="Until when the child may have its place in the queue back."
    )
    answered_at: datetime | None = strawberry.field(description="When it was accepted.")
    school: School | None = strawberry.field(description="The school.")
    explanation: OfferExplanation | None = strawberry.field(description="Why this child.")
    created_at: datetime = strawberry.field(description="When it was made.")
    updated_at: datetime = strawberry.field(description="When it last changed.")


@strawberry.federation.type(keys=["id"], description="An appeal against a rejection.")
class Appeal:
    """See domain/admission/appeal.py."""

    id: strawberry.ID = strawberry.field(description="The appeal's id.")
    application_id: strawberry.ID = strawberry.field(description="The rejected application.")
    grounds: str | None = strawberry.field(
        description="Why it should count, in the family's words; null for who sees no persons."
    )
    instance: int = strawberry.field(description="1 is the district, 2 the region.")
    state: AppealState = strawberry.field(description="How far it is.")
    filed_on: date = strawberry.field(description="When it was filed.")
    reasons: str | None = strawberry.field(description="What the instance says.")
    seats_added: int = strawberry.field(description="How many seats the decision added.")
    answer: str | None = strawberry.field(
        description="What a school says to the grounds; null before it has, and for who sees no persons."
    )
    carry_on_until: date | None = strawberry.field(
        description="The last day on which a dismissal at the first instance may be taken to the second; after it "
        "the rejection is final."
    )
    created_at: datetime = strawberry.field(description="When it was recorded.")
    updated_at: datetime = strawberry.field(description="When it last changed.")


@strawberry.type(description="Where reading about places begins.")
class AllocationQuery:
    """The root look-ups of runs, offers and appeals."""

    allocation_runs: Connection[AllocationRun] = connection(
        description="The runs of a campaign, the latest first.", arguments={"campaign_id": CampaignArgument}
    )

    @planned(description="One run.")
    def allocation_run(self, id: IdArgument) -> AllocationRun | None: ...

    @planned(description="One offer.")
    def offer(self, id: IdArgument) -> Offer | None: ...

    @planned(description="One appeal.")
    def appeal(self, id: IdArgument) -> Appeal | None: ...

    @planned(description="One job of enrollment.")
    def enrollment_job(self, id: IdArgument) -> EnrollmentJob | None: ...


ENTITIES = (AllocationRun, Offer, OfferExplanation, Appeal, EnrollmentJob)
