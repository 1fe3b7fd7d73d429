"""Children and their applications, as they are asked for, and where reading about admission begins."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from chassis.schema import RecordRead
from enrollment.domain.admission.application_facts import ClaimState
from enrollment.domain.admission.application_states import (
    ApplicationChannel,
    ApplicationKind,
    ApplicationState,
)
from enrollment.graphql.admission import enums as enums
from enrollment.graphql.admission.campaign_types import (
    Campaign,
    CampaignFilter,
    District,
    RulePack,
    SeatPlan,
    SeatProposal,
)
from enrollment.graphql.allocation.standing import Standing
from enrollment.graphql.allocation.types import Appeal, Offer
from enrollment.graphql.types import Guardian
from readplan import Connection, EnumFilter, IDFilter, by, connection, planned

IdArgument = Annotated[strawberry.ID, strawberry.argument(description="By id.")]


@strawberry.type(description="A programme that a family wants.")
class Choice:
    """See domain/admission/application_facts.py."""

    rank: int = strawberry.field(description="1 is wanted most.")
    since: datetime = strawberry.field(description="Since when the family has wanted it.")
    in_catchment: bool = strawberry.field(description="Whether the child lives in the school's area.")
    metres: int | None = strawberry.field(
        description="How far the child lives from the school, as the map said when the family chose or moved; "
        "null if nobody measured."
    )
    seat_plan: SeatPlan = strawberry.field(description="The programme with its seats.")


@strawberry.type(description="A right to a category that a family claims.")
class PriorityClaim:
    """See domain/admission/application_facts.py."""

    category: str = strawberry.field(description="A category of the campaign's rules.")
    school_id: strawberry.ID | None = strawberry.field(
        description="The school where it holds; null where it holds everywhere."
    )
    state: ClaimState = strawberry.field(description="What became of it.")
    decided_at: datetime | None = strawberry.field(description="When somebody looked at the papers.")
    decided_by: str = strawberry.field(description="In which role; empty until then.")
    valid_until: date | None = strawberry.field(description="The last day it holds; null if no end is known.")
    reason: str = strawberry.field(description="Why it was rejected; else empty.")


@strawberry.input(description="Which applications.")
class ApplicationFilter:
    """What applications can be filtered by."""

    campaign_id: IDFilter | None = by("By campaign.")
    child_id: IDFilter | None = by("By child.")
    state: EnumFilter[ApplicationState] | None = by("By state.")


@strawberry.federation.type(keys=["id"], description="A child's application in a campaign.")
class Application(Standing):
    """See domain/admission/application.py."""

    id: strawberry.ID = strawberry.field(description="The application's id.")
    child_ref: str = strawberry.field(
        description="The child's pseudonym in the campaign, under which results are published."
    )
    kind: ApplicationKind = strawberry.field(description="Whether the child comes, or changes schools.")
    state: ApplicationState = strawberry.field(description="Where it is.")
    channel: ApplicationChannel = strawberry.field(description="By what way it came.")
    receipt_no: str | None = strawberry.field(
        description="The number of its receipt; numbers sort as the receipts did."
    )
    submitted_at: datetime | None = strawberry.field(description="When it was received, to the millisecond.")
    respond_by: datetime | None = strawberry.field(
        description="Until when a correction keeps the moment of receipt; null if nothing is to be corrected."
    )
    defects: list[str] | None = strawberry.field(
        description="What is missing, in the office's words; null for who sees no persons."
    )
    registration_no: str | None = strawberry.field(description="Its number in the office's book.")
    legal_basis: str = strawberry.field(description="The law by which it was rejected; else empty.")
    appeal_until: date | None = strawberry.field(description="The last day of an appeal.")
    version: int = strawberry.field(description="For `expectedVersion`.")
    created_at: datetime = strawberry.field(description="When it was recorded.")
    updated_at: datetime = strawberry.field(description="When it last changed.")
    campaign: Campaign = strawberry.field(description="The campaign.")
    child: "Child | None" = strawberry.field(description="The child; null for who may not see it.")
    choices: list[Choice] = strawberry.field(description="What the family wants, the most wanted first.")
    claims: list[PriorityClaim] = strawberry.field(description="The rights that the family claims.")
    offers: list[Offer] = strawberry.field(
        description="The places that were offered to it, the latest first; only those that the asker may see."
    )
    appeals: list[Appeal] = strawberry.field(
        description="The appeals against its rejection, the latest first; only those that the asker may see."
    )


@strawberry.federation.type(keys=["id"], description="A child that a family applies for.")
class Child:
    """See domain/admission/child.py."""

    id: strawberry.ID = strawberry.field(description="The child's id.")
    display_name: str | None = strawberry.field(
        description="The name; null for those who see children without names."
    )
    birth_date: date | None = strawberry.field(
        description="The birth date; null for those who see children without names."
    )
    area: str | None = strawberry.field(
        description="The code of its home on the catchment map; null if unknown, or for who sees no persons."
    )
    created_at: datetime = strawberry.field(description="When it was registered.")
    updated_at: datetime = strawberry.field(description="When its record last changed.")
    guardians: list[Guardian] = strawberry.field(
        description="Who answers for it now; only those whom the asker may see."
    )
    applications: list[Application] = strawberry.field(
        description="Its applications, the latest first; only those that the asker may see."
    )
    access_log: Connection[RecordRead] | None = connection(
        description="Who of the offices has read what enrollment keeps of the child, latest first."
    )


@strawberry.type(description="Where reading about admission begins.")
class AdmissionQuery:
    """The root look-ups of campaigns, children and applications."""

    campaigns: Connection[Campaign] = connection(
        description="All campaigns, the latest first.", filter=CampaignFilter
    )
    rule_packs: Connection[RulePack] = connection(description="All registered rules.")
    applications: Connection[Application] = connection(
        description="The applications that the asker may see, in the order of their receipt.",
        filter=ApplicationFilter,
    )

    @planned(description="One campaign.")
    def campaign(self, id: IdArgument) -> Campaign | None: ...

    @planned(description="One seat plan.")
    def seat_plan(self, id: IdArgument) -> SeatPlan | None: ...

    @planned(description="One proposal of seats.")
    def seat_proposal(self, id: IdArgument) -> SeatProposal | None: ...

    @planned(description="One application.")
    def application(self, id: IdArgument) -> Application | None: ...

    @planned(description="One child.")
    def child(self, id: IdArgument) -> Child | None: ...


ENTITIES = (RulePack, Campaign, SeatPlan, SeatProposal, District, Application, Child)
