"""What the mutations of campaigns, rules and seats take."""

from datetime import date, datetime
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from enrollment.domain.admission.campaign import CampaignKind
from enrollment.graphql.admission.fields import key


@strawberry.input(description="A version of a country's rules.")
class RegisterRulePackInput:
    """See usecases/admission/register_rule_pack.py."""

    rules: JSON = strawberry.field(description="The rules, as an allocation's document brings them along.")
    source: str = strawberry.field(description="The legal act that they come from.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="A term in which families apply.")
class WaveInput:
    """See domain/admission/campaign.py."""

    opens: datetime = strawberry.field(description="Its first moment.")
    closes: datetime = strawberry.field(description="The first moment after it.")
    eligible: list[str] | None = strawberry.field(
        default=None, description="The categories it is for, `CATCHMENT` among them; everybody unless given."
    )


@strawberry.input(description="A campaign with its waves.")
class DraftCampaignInput:
    """See usecases/admission/draft_campaign.py."""

    kind: CampaignKind = strawberry.field(description="What the places are.")
    district_id: strawberry.ID = strawberry.field(description="The district whose places they are.")
    academic_year_id: strawberry.ID = strawberry.field(description="The year that they are for.")
    rule_pack: str = strawberry.field(description="The name of the rules, for example `ru-grade1`.")
    rule_pack_version: int = strawberry.field(description="Their version.")
    youngest: int = strawberry.field(description="The least age in full years.")
    oldest: int = strawberry.field(description="The greatest age in full years.")
    ages_on: date = strawberry.field(description="The day on which ages are counted.")
    waves: list[WaveInput] = strawberry.field(description="The waves in their order, none over another.")
    appeal_days: int = strawberry.field(
        default=10, description="How many days one may appeal against a rejection."
    )
    idempotency_key: UUID | None = key()


@strawberry.input(description="A draft that the region finds good.")
class ApproveCampaignInput:
    """See usecases/admission/approve_campaign.py."""

    campaign_id: strawberry.ID = strawberry.field(description="The draft.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="An approved draft that everybody may know.")
class PublishCampaignInput:
    """See usecases/admission/publish_campaign.py."""

    campaign_id: strawberry.ID = strawberry.field(description="The draft.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="The campaign whose next wave opens.")
class OpenWaveInput:
    """See usecases/admission/open_wave.py."""

    campaign_id: strawberry.ID = strawberry.field(description="The campaign.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="The campaign whose open wave closes.")
class CloseWaveInput:
    """See usecases/admission/close_wave.py."""

    campaign_id: strawberry.ID = strawberry.field(description="The campaign.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="A campaign whose places are given.")
class FinaliseCampaignInput:
    """See usecases/admission/finalise_campaign.py."""

    campaign_id: strawberry.ID = strawberry.field(description="The campaign.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="A campaign that ended.")
class ArchiveCampaignInput:
    """See usecases/admission/archive_campaign.py."""

    campaign_id: strawberry.ID = strawberry.field(description="The campaign.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="The seats of one programme, by an order.")
class SetSeatPlanInput:
    """See usecases/admission/set_seat_plan.py."""

    campaign_id: strawberry.ID = strawberry.field(description="The campaign.")
    school_id: strawberry.ID = strawberry.field(description="A school of the campaign's district.")
    grade: int = strawberry.field(description="1-11; 0 is kindergarten.")
    language: str = strawberry.field(description="Language of teaching (BCP 47).")
    profile: str = strawberry.field(default="", description="The profile; empty for none.")
    seats: int = strawberry.field(description="How many children it takes.")
    order_number: str = strawberry.field(description="The number of the order.")
    order_date: date = strawberry.field(description="The date on the order.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="Another number of seats, by an order with a reason.")
class ChangeSeatPlanInput:
    """See usecases/admission/change_seat_plan.py."""

    seat_plan_id: strawberry.ID = strawberry.field(description="The plan.")
    seats: int = strawberry.field(description="How many children it takes from now on.")
    reason: str = strawberry.field(description="Why, as the order says.")
    order_number: str = strawberry.field(description="The number of the order.")
    order_date: date = strawberry.field(description="The date on the order.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="How far an area is from a school.")
class AreaDistanceInput:
    """See domain/admission/catchment.py."""

    area: str = strawberry.field(description="Its code on the map.")
    metres: int = strawberry.field(description="Whole metres, from 0 to 1,000,000.")


@strawberry.input(description="The areas whose children a school takes first, and how far areas are from it.")
class DrawCatchmentInput:
    """See usecases/admission/draw_catchment.py."""

    school_id: strawberry.ID = strawberry.field(description="The school.")
    areas: list[str] = strawberry.field(description="All that it takes first, by the codes of the map.")
    distances: list[AreaDistanceInput] | None = strawberry.field(
        default=None,
        description="All distances that were measured, also of areas not taken first; those known stay unless given.",
    )
    idempotency_key: UUID | None = key()
