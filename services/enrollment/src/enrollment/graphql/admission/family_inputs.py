"""What a family gives with its application, and with each change of it."""

from uuid import UUID

import strawberry

from enrollment.domain.admission.application_states import ApplicationChannel
from enrollment.graphql.admission.fields import key, version


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
        default=None,
        description="The contract under which a channel of others brings it; its holder alone names it, and only "
        "where a guardian of the child lets it act.",
    )
    idempotency_key: UUID | None = key()


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
    expected_version: int | None = version()
    idempotency_key: UUID | None = key()


@strawberry.input(description="A programme that the family wants as well.")
class AddChoiceInput:
    """See usecases/admission/add_choice.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    seat_plan_id: strawberry.ID = strawberry.field(description="The programme's seat plan.")
    rank: int | None = strawberry.field(default=None, description="From 1; at the end unless given.")
    expected_version: int | None = version()
    idempotency_key: UUID | None = key()


@strawberry.input(description="A programme that the family no longer wants.")
class RemoveChoiceInput:
    """See usecases/admission/remove_choice.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    seat_plan_id: strawberry.ID = strawberry.field(description="The programme's seat plan.")
    expected_version: int | None = version()
    idempotency_key: UUID | None = key()


@strawberry.input(description="The same programmes in another order.")
class ReorderChoicesInput:
    """See usecases/admission/reorder_choices.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    choices: list[strawberry.ID] = strawberry.field(
        description="All of its seat plans, the most wanted first."
    )
    expected_version: int | None = version()
    idempotency_key: UUID | None = key()


@strawberry.input(description="The end of an application, at its family's wish.")
class WithdrawApplicationInput:
    """See usecases/admission/withdraw_application.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    reason: str = strawberry.field(default="", description="Why, if the family says.")
    expected_version: int | None = version()
    idempotency_key: UUID | None = key()
