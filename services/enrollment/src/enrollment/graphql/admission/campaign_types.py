"""Campaigns, their rules and their seats, as they are asked for."""

from datetime import date, datetime

import strawberry
from strawberry.scalars import JSON

from enrollment.domain.admission.campaign import CampaignKind, CampaignState
from enrollment.domain.admission.seat_proposal import ProposalState
from enrollment.graphql.admission import enums as enums
from enrollment.graphql.types import AcademicYear, School
from readplan import Connection, EnumFilter, IDFilter, all_of, any_of, by, connection


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


@strawberry.type(description="A line of the catchment map: an area, as a school sees it. Open data.")
class CatchmentArea:
    """See domain/admission/catchment.py."""

    area: str = strawberry.field(description="The code under which families give their homes.")
    is_first: bool = strawberry.field(description="Whether the school takes the area's children first.")
    metres: int | None = strawberry.field(
        description="How far it is from the school, in metres; null if nobody measured."
    )


@strawberry.federation.type(
    keys=["id"],
    description="Another number of seats, as a school proposes it: for the school and its offices.",
)
class SeatProposal:
    """See domain/admission/seat_proposal.py."""

    id: strawberry.ID = strawberry.field(description="The proposal's id.")
    seat_plan_id: strawberry.ID = strawberry.field(description="The plan that it is about.")
    seats: int = strawberry.field(description="How many children the programme should take.")
    reason: str = strawberry.field(description="Why, in the school's words.")
    state: ProposalState = strawberry.field(description="What became of it.")
    answer: str = strawberry.field(description="What the office answered; empty until then.")
    created_at: datetime = strawberry.field(description="When it was made.")
    updated_at: datetime = strawberry.field(description="When it last changed.")


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
    proposals: list[SeatProposal] = strawberry.field(
        description="What the school proposed, the latest first; only what the asker may see."
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
    approved_at: datetime | None = strawberry.field(
        description="When its region approved it; null while it is a draft that waits for that."
    )
    created_at: datetime = strawberry.field(description="When it was drafted.")
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
