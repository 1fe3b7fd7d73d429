"""What the mutations of admission take."""

from datetime import date, datetime
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from enrollment.domain.admission.application_states import ApplicationChannel
from enrollment.domain.admission.campaign import CampaignKind
from enrollment.domain.admission.child import DocumentKind
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.graphql.inputs import KEY

VERSION = "Refuses a change on top of one that the caller has not seen."


def _key() -> UUID | None:
    return strawberry.field(default=None, description=KEY)  # type: ignore[no-any-return]


def _version() -> int | None:
    return strawberry.field(default=None, description=VERSION)  # type: ignore[no-any-return]


@strawberry.input(description="A version of a country's rules.")
class RegisterRulePackInput:
    """See usecases/admission/register_rule_pack.py."""

    rules: JSON = strawberry.field(description="The rules, as an allocation's document brings them along.")
    source: str = strawberry.field(description="The legal act that they come from.")
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A term in which families apply.")
class WaveInput:
    """See domain/admission/campaign.py."""

    opens: datetime = strawberry.field(description="Its first moment.")
    closes: datetime = strawberry.field(description="The first moment after it.")
    eligible: list[str] | None = strawberry.field(
        default=None, description="The categories it is for, `CATCHMENT` among them; everybody unless given."
    )


@strawberry.input(description="A campaign with its waves.")
class PublishCampaignInput:
    """See usecases/admission/publish_campaign.py."""

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
    idempotency_key: UUID | None = _key()


@strawberry.input(description="The campaign whose next wave opens.")
class OpenWaveInput:
    """See usecases/admission/open_wave.py."""

    campaign_id: strawberry.ID = strawberry.field(description="The campaign.")
    idempotency_key: UUID | None = _key()


@strawberry.input(description="The campaign whose open wave closes.")
class CloseWaveInput:
    """See usecases/admission/close_wave.py."""

    campaign_id: strawberry.ID = strawberry.field(description="The campaign.")
    idempotency_key: UUID | None = _key()


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
    idempotency_key: UUID | None = _key()


@strawberry.input(description="Another number of seats, by an order with a reason.")
class ChangeSeatPlanInput:
    """See usecases/admission/change_seat_plan.py."""

    seat_plan_id: strawberry.ID = strawberry.field(description="The plan.")
    seats: int = strawberry.field(description="How many children it takes from now on.")
    reason: str = strawberry.field(description="Why, as the order says.")
    order_number: str = strawberry.field(description="The number of the order.")
    order_date: date = strawberry.field(description="The date on the order.")
    idempotency_key: UUID | None = _key()


@strawberry.input(description="The areas whose children a school takes first.")
class DrawCatchmentInput:
    """See usecases/admission/draw_catchment.py."""

    school_id: strawberry.ID = strawberry.field(description="The school.")
    areas: list[str] = strawberry.field(description="All of them, by the codes of the map.")
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A document that says who a child is.")
class DocumentInput:
    """See usecases/admission/ports.py."""

    kind: DocumentKind = strawberry.field(description="What it is.")
    number: str = strawberry.field(description="Its number; kept encrypted, and never shown again.")


@strawberry.input(description="A child that a family will apply for.")
class RegisterChildInput:
    """See usecases/admission/register_child.py."""

    guardian_id: strawberry.ID = strawberry.field(description="Who answers for the child.")
    kind: GuardianshipKind = strawberry.field(description="What makes the person a guardian.")
    display_name: str = strawberry.field(description="The child's name.")
    birth_date: date = strawberry.field(description="Its birth date.")
    documents: list[DocumentInput] = strawberry.field(description="At least one.")
    area: str | None = strawberry.field(
        default=None, description="The code of its home on the catchment map, where it is known."
    )
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A child's new home.")
class MoveChildInput:
    """See usecases/admission/move_child.py."""

    child_id: strawberry.ID = strawberry.field(description="The child.")
    area: str | None = strawberry.field(description="The code of the new home on the catchment map.")
    idempotency_key: UUID | None = _key()


@strawberry.input(description="Two records of one child.")
class MergeChildrenInput:
    """See usecases/admission/merge_children.py."""

    child_id: strawberry.ID = strawberry.field(description="The record that stays.")
    duplicate_id: strawberry.ID = strawberry.field(description="The record that is given up.")
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A right to a category that a family claims.")
class ClaimInput:
    """See domain/admission/application_facts.py."""

    category: str = strawberry.field(description="A category of the campaign's rules.")
    school_id: strawberry.ID | None = strawberry.field(
        default=None, description="The school where it holds; everywhere unless given."
    )


@strawberry.input(description="An application in a campaign.")
class SubmitApplicationInput:
    """See usecases/admission/submit_application.py."""

    campaign_id: strawberry.ID = strawberry.field(description="The campaign.")
    child_id: strawberry.ID = strawberry.field(description="The child.")
    choices: list[strawberry.ID] = strawberry.field(description="Seat plans, the most wanted first.")
    claims: list[ClaimInput] = strawberry.field(
        default_factory=list, description="The rights that the family claims."
    )
    channel: ApplicationChannel = strawberry.field(
        default=ApplicationChannel.PORTAL, description="By what way it comes."
    )
    contract_id: strawberry.ID | None = strawberry.field(
        default=None, description="The contract under which a channel of others brings it."
    )
    idempotency_key: UUID | None = _key()


@strawberry.input(
    description="What was missing in a returned application; what is not given stays as it was."
)
class CorrectApplicationInput:
    """See usecases/admission/correct_application.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    choices: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Seat plans, the most wanted first."
    )
    claims: list[ClaimInput] | None = strawberry.field(
        default=None, description="The rights that the family claims; those that are decided stay."
    )
    expected_version: int | None = _version()
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A programme that the family wants as well.")
class AddChoiceInput:
    """See usecases/admission/add_choice.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    seat_plan_id: strawberry.ID = strawberry.field(description="The programme's seat plan.")
    rank: int | None = strawberry.field(default=None, description="From 1; at the end unless given.")
    expected_version: int | None = _version()
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A programme that the family no longer wants.")
class RemoveChoiceInput:
    """See usecases/admission/remove_choice.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    seat_plan_id: strawberry.ID = strawberry.field(description="The programme's seat plan.")
    expected_version: int | None = _version()
    idempotency_key: UUID | None = _key()


@strawberry.input(description="The same programmes in another order.")
class ReorderChoicesInput:
    """See usecases/admission/reorder_choices.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    choices: list[strawberry.ID] = strawberry.field(
        description="All of its seat plans, the most wanted first."
    )
    expected_version: int | None = _version()
    idempotency_key: UUID | None = _key()


@strawberry.input(description="The end of an application, at its family's wish.")
class WithdrawApplicationInput:
    """See usecases/admission/withdraw_application.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    reason: str = strawberry.field(default="", description="Why, if the family says.")
    expected_version: int | None = _version()
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A claim whose papers were seen and found right.")
class VerifyClaimInput:
    """See usecases/admission/verify_claim.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    category: str = strawberry.field(description="The claimed category.")
    school_id: strawberry.ID | None = strawberry.field(default=None, description="The school, as claimed.")
    valid_until: date | None = strawberry.field(default=None, description="The last day it holds.")
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A claim that is unfounded.")
class RejectClaimInput:
    """See usecases/admission/reject_claim.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    category: str = strawberry.field(description="The claimed category.")
    school_id: strawberry.ID | None = strawberry.field(default=None, description="The school, as claimed.")
    reason: str = strawberry.field(description="Why.")
    idempotency_key: UUID | None = _key()


@strawberry.input(description="What is missing in an application, and until when it is to be brought.")
class ReturnApplicationInput:
    """See usecases/admission/return_application.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    defects: list[str] = strawberry.field(description="What is missing, for the family to read.")
    respond_by: datetime = strawberry.field(
        description="Until then a correction keeps the moment of receipt."
    )
    idempotency_key: UUID | None = _key()


@strawberry.input(description="An application that is in order.")
class RegisterApplicationInput:
    """See usecases/admission/register_application.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    registration_no: str = strawberry.field(
        default="", description="Its number in the office's book; the receipt's unless given."
    )
    idempotency_key: UUID | None = _key()


@strawberry.input(description="An application that does not count, by a law.")
class RejectApplicationInput:
    """See usecases/admission/reject_application.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    legal_basis: str = strawberry.field(description="The act and its paragraph.")
    idempotency_key: UUID | None = _key()
