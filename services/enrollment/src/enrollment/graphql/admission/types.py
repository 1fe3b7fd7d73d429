"""Campaigns, seats, children and applications, as they are asked for."""

from datetime import date, datetime
from typing import Annotated

import strawberry
from strawberry.scalars import JSON

from enrollment.domain.admission.application_facts import ClaimState
from enrollment.domain.admission.application_states import (
    ApplicationChannel,
    ApplicationKind,
    ApplicationState,
)
from enrollment.domain.admission.campaign import CampaignKind, CampaignState
from enrollment.graphql.admission import enums as enums
from enrollment.graphql.allocation.standing import Standing
from enrollment.graphql.types import AcademicYear, Guardian, School
from readplan import Connection, EnumFilter, IDFilter, all_of, any_of, by, connection, planned

IdArgument = Annotated[strawberry.ID, strawberry.argument(description="By id.")]


@strawberry.federation.type(
    keys=["id"], description="A country's rules for giving places: one version, for ever."
)
class RulePack:
    """See domain/admission/rule_pack.py."""

    id: strawberry.ID = strawberry.field(description="The version's id.")
    name: str = strawberry.field(description="The pack's name, for example `ru-grade1`.")
    version: int = strawberry.field(description="Which version of the pack.")
    source: str = strawberry.field(description="The legal act that the rules come from.")
    rules: JSON = strawberry.field(description="The rules, as an allocation's document brings them along.")
    created_at: datetime = strawberry.field(description="When it was registered.")


@strawberry.type(description="A term in which families apply.")
class Wave:
    """See domain/admission/campaign.py."""

    no: int = strawberry.field(description="Counts from 1.")
    opens: datetime = strawberry.field(description="Its first moment.")
    closes: datetime = strawberry.field(description="The first moment after it.")
    eligible: list[str] | None = strawberry.field(
        description="The categories it is for, `CATCHMENT` among them; null means everybody."
    )


@strawberry.type(description="An order by which seats came to be as many as they are.")
class SeatOrder:
    """See domain/admission/seat_plan.py."""

    order_number: str = strawberry.field(description="The number of the order.")
    order_date: date = strawberry.field(description="The date on the order.")
    before: int | None = strawberry.field(description="Seats before it; null for the first order.")
    after: int = strawberry.field(description="Seats from then on.")
    reason: str = strawberry.field(description="Why; empty for the first order.")
    created_at: datetime = strawberry.field(description="When it was recorded.")


@strawberry.federation.type(
    keys=["id"], description="The seats of a school's grade, language and profile: open data."
)
class SeatPlan:
    """See domain/admission/seat_plan.py."""

    id: strawberry.ID = strawberry.field(description="The plan's id; families choose it.")
    campaign_id: strawberry.ID = strawberry.field(description="The campaign whose seats they are.")
    school_id: strawberry.ID = strawberry.field(description="The id of the school.")
    grade: int = strawberry.field(description="1-11; 0 is kindergarten.")
    language: str = strawberry.field(description="Language of teaching (BCP 47).")
    profile: str = strawberry.field(description="The profile; empty for none.")
    seats: int = strawberry.field(description="How many children it takes.")
    free: int = strawberry.field(description="How many seats nobody holds.")
    standing_path: str = strawberry.field(
        description="Where enrollment serves who waits for them, in order and under pseudonyms."
    )
    orders: list[SeatOrder] = strawberry.field(
        description="The orders behind the number, the first one first."
    )
    school: School | None = strawberry.field(description="The school.")


@strawberry.input(description="Which campaigns.")
class CampaignFilter:
    """What campaigns can be filtered by."""

    district_id: IDFilter | None = by("By district.")
    academic_year_id: IDFilter | None = by("By academic year.")
    kind: EnumFilter[CampaignKind] | None = by("By what the places are.")
    state: EnumFilter[CampaignState] | None = by("By state.")
    and_: "list[CampaignFilter] | None" = all_of()
    or_: "list[CampaignFilter] | None" = any_of()


@strawberry.input(description="Which seat plans.")
class SeatPlanFilter:
    """What seat plans can be filtered by."""

    school_id: IDFilter | None = by("By school.")


@strawberry.federation.type(
    keys=["id"], description="A campaign in which families of a district apply for places."
)
class Campaign:
    """See domain/admission/campaign.py."""

    id: strawberry.ID = strawberry.field(description="The campaign's id.")
    kind: CampaignKind = strawberry.field(description="What the places are.")
    state: CampaignState = strawberry.field(description="Where it is.")
    wave_no: int = strawberry.field(description="The wave it is in, from 1; 0 is before the first.")
    categories: list[str] = strawberry.field(description="What families may claim under its rules.")
    youngest: int = strawberry.field(description="The least age in full years.")
    oldest: int = strawberry.field(description="The greatest age in full years.")
    ages_on: date = strawberry.field(description="The day on which ages are counted.")
    appeal_days: int = strawberry.field(description="How many days one may appeal against a rejection.")
    created_at: datetime = strawberry.field(description="When it was published.")
    updated_at: datetime = strawberry.field(description="When it last changed.")
    waves: list[Wave] = strawberry.field(description="Its waves in their order.")
    rule_pack: RulePack = strawberry.field(description="The rules by which it gives places.")
    academic_year: AcademicYear | None = strawberry.field(description="The year that the places are for.")
    district: "District | None" = strawberry.field(description="The district whose places they are.")
    seat_plans: Connection[SeatPlan] = connection(description="Its seats.", filter=SeatPlanFilter)


@strawberry.federation.type(keys=["id"], description="A district; its registry is inventory's.")
class District:
    """Known by its key alone."""

    id: strawberry.ID = strawberry.field(description="The district's id.")
    campaigns: Connection[Campaign] | None = connection(
        description="The campaigns for its places, the latest first.", filter=CampaignFilter
    )


@strawberry.type(description="A programme that a family wants.")
class Choice:
    """See domain/admission/application_facts.py."""

    rank: int = strawberry.field(description="1 is wanted most.")
    since: datetime = strawberry.field(description="Since when the family has wanted it.")
    in_catchment: bool = strawberry.field(description="Whether the child lives in the school's area.")
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

    @planned(description="One application.")
    def application(self, id: IdArgument) -> Application | None: ...

    @planned(description="One child.")
    def child(self, id: IdArgument) -> Child | None: ...


ENTITIES = (RulePack, Campaign, SeatPlan, District, Application, Child)
