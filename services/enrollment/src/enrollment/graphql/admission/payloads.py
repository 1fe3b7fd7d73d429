"""What the mutations of admission give back."""

import strawberry

from chassis.schema import UserError
from enrollment.graphql.admission.types import Application, Campaign, Child, RulePack, SeatPlan
from enrollment.graphql.inputs import ERRORS
from enrollment.graphql.types import School


def _errors() -> list[UserError]:
    return strawberry.field(description=ERRORS)  # type: ignore[no-any-return]


@strawberry.type(description="What came of registering rules.")
class RulePackPayload:
    """The rules, or why they are not registered."""

    rule_pack: RulePack | None = strawberry.field(description="The rules as registered.")
    user_errors: list[UserError] = _errors()


@strawberry.type(description="What came of a step of a campaign.")
class CampaignPayload:
    """The campaign, or why it is as it was."""

    campaign: Campaign | None = strawberry.field(description="The campaign after it.")
    user_errors: list[UserError] = _errors()


@strawberry.type(description="What came of an order about seats.")
class SeatPlanPayload:
    """The plan, or why it is as it was."""

    seat_plan: SeatPlan | None = strawberry.field(description="The plan after it.")
    user_errors: list[UserError] = _errors()


@strawberry.type(description="What came of drawing the catchment map.")
class DrawCatchmentPayload:
    """The school, or why its areas are as they were."""

    school: School | None = strawberry.field(description="The school.")
    user_errors: list[UserError] = _errors()


@strawberry.type(description="What came of registering, moving or merging children.")
class ChildPayload:
    """The child, or why nothing was done."""

    child: Child | None = strawberry.field(description="The child after it.")
    user_errors: list[UserError] = _errors()


@strawberry.type(description="What came of a step of an application.")
class ApplicationPayload:
    """The application, or why it is as it was."""

    application: Application | None = strawberry.field(description="The application after it.")
    user_errors: list[UserError] = _errors()
