"""How the refusals to who prepares a campaign, its seats and its map look in the graph."""

import strawberry

from chassis.schema import UserError
from enrollment.domain.admission import applying_refusals, offer_refusals, refusals


@strawberry.type(description="A campaign is published with its waves, one after the other.")
class NoWavesError(UserError):
    """See domain/admission/refusals.py."""


@strawberry.type(description="All waves of the campaign are over.")
class NoFurtherWaveError(UserError):
    """See domain/admission/refusals.py."""


@strawberry.type(description="There are not fewer seats than are held or accepted.")
class SeatsTakenError(UserError):
    """See domain/admission/offer_refusals.py."""

    taken: int = strawberry.field(description="How many are held.")


@strawberry.type(description="A rule pack is what the allocation can run.")
class RulePackInvalidError(UserError):
    """See domain/admission/applying_refusals.py."""

    pointer: str = strawberry.field(description="JSON Pointer of the value at fault.")


@strawberry.type(description="A version of a rule pack, once registered, stays as it is.")
class RulePackExistsError(UserError):
    """See domain/admission/applying_refusals.py."""


@strawberry.type(description="A claim, and a wave, name a category of the campaign's rules.")
class CategoryUnknownError(UserError):
    """See domain/admission/applying_refusals.py."""

    category: str = strawberry.field(description="What was given.")


@strawberry.type(description="The youngest age is not above the oldest.")
class AgesReversedError(UserError):
    """See domain/admission/applying_refusals.py."""


@strawberry.type(
    description="A programme has one seat plan in a campaign; its seats are changed by an order."
)
class SeatPlanExistsError(UserError):
    """See domain/admission/applying_refusals.py."""


@strawberry.type(description="A campaign gives places of its own district's schools.")
class OutsideDistrictError(UserError):
    """See domain/admission/applying_refusals.py."""


@strawberry.type(
    description="A school's proposal is answered before it makes another for the same programme."
)
class ProposalPendingError(UserError):
    """See domain/admission/applying_refusals.py."""


@strawberry.type(description="A district publishes a campaign once its region has approved it.")
class CampaignNotApprovedError(UserError):
    """See domain/admission/applying_refusals.py."""


@strawberry.type(
    description="A campaign ends when no family may still answer an offer, or waits for what is decided about it."
)
class CampaignUnderWayError(UserError):
    """See domain/admission/applying_refusals.py."""

    open_offers: int = strawberry.field(description="How many offers are open.")
    undecided: int = strawberry.field(
        description="About how many applications something is yet to be decided, or may be appealed against."
    )


@strawberry.type(
    description="A distance is whole metres, and no school is farther than a thousand kilometres."
)
class DistanceOutOfRangeError(UserError):
    """See domain/admission/applying_refusals.py."""

    area: str = strawberry.field(description="The area whose distance it is.")
    farthest: int = strawberry.field(description="The greatest distance in metres.")


@strawberry.type(description="An area has one distance to a school.")
class AreaMeasuredTwiceError(UserError):
    """See domain/admission/applying_refusals.py."""

    area: str = strawberry.field(description="The area that was given twice.")


TYPES_OF_CAMPAIGNS: dict[type[Exception], type[UserError]] = {
    refusals.NoWaves: NoWavesError,
    refusals.NoFurtherWave: NoFurtherWaveError,
    offer_refusals.SeatsTaken: SeatsTakenError,
    applying_refusals.RulePackInvalid: RulePackInvalidError,
    applying_refusals.RulePackExists: RulePackExistsError,
    applying_refusals.CategoryUnknown: CategoryUnknownError,
    applying_refusals.AgesReversed: AgesReversedError,
    applying_refusals.SeatPlanExists: SeatPlanExistsError,
    applying_refusals.CampaignNotApproved: CampaignNotApprovedError,
    applying_refusals.ProposalPending: ProposalPendingError,
    applying_refusals.OutsideDistrict: OutsideDistrictError,
    applying_refusals.CampaignUnderWay: CampaignUnderWayError,
    applying_refusals.DistanceOutOfRange: DistanceOutOfRangeError,
    applying_refusals.AreaMeasuredTwice: AreaMeasuredTwiceError,
}
"""Which refusal is told as which type."""
