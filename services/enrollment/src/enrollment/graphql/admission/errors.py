"""How the refusals of admission look in enrollment's graph."""

from datetime import date

import strawberry

from chassis.schema import UserError, VersionConflictError
from enrollment.domain.admission import applying_refusals, refusals


@strawberry.type(description="A campaign is published with its waves, one after the other.")
class NoWavesError(UserError):
    """See domain/admission/refusals.py."""


@strawberry.type(description="All waves of the campaign are over.")
class NoFurtherWaveError(UserError):
    """See domain/admission/refusals.py."""


@strawberry.type(description="Outside an open wave nothing is submitted.")
class OutsideWaveError(UserError):
    """See domain/admission/refusals.py."""


@strawberry.type(description="A wave may be only for some categories, the territory among them.")
class NotEligibleInWaveError(UserError):
    """See domain/admission/refusals.py."""

    wave: int = strawberry.field(description="Which wave, from 1.")


@strawberry.type(description="This is done only for a reason that is given.")
class ReasonMissingError(UserError):
    """See domain/admission/refusals.py."""


@strawberry.type(description="There are not fewer seats than are held or accepted.")
class SeatsTakenError(UserError):
    """See domain/admission/refusals.py."""

    taken: int = strawberry.field(description="How many are held.")


@strawberry.type(description="A child has one active application in a campaign.")
class ApplicationExistsError(UserError):
    """See domain/admission/refusals.py."""


@strawberry.type(description="An application names at least one programme.")
class ChoicesMissingError(UserError):
    """See domain/admission/refusals.py."""


@strawberry.type(description="An application names a programme once.")
class ChoiceRepeatedError(UserError):
    """See domain/admission/refusals.py."""


@strawberry.type(description="The application makes no such claim, or it is decided already.")
class ClaimUnknownError(UserError):
    """See domain/admission/refusals.py."""

    category: str = strawberry.field(description="The category asked for.")


@strawberry.type(description="A rejection names its legal basis and the term of appeal.")
class LegalBasisMissingError(UserError):
    """See domain/admission/refusals.py."""


@strawberry.type(description="The register of civil acts says that the child has died.")
class ChildDeceasedError(UserError):
    """See domain/admission/refusals.py."""


@strawberry.type(description="The same person is registered under another id.")
class ChildRegisteredTwiceError(UserError):
    """See domain/admission/refusals.py."""


@strawberry.type(description="The child is too young or too old on the day that counts.")
class OutsideAgesError(UserError):
    """See domain/admission/refusals.py."""

    on: date = strawberry.field(description="The day on which ages are counted.")


@strawberry.type(description="A rule pack is what the allocation can run.")
class RulePackInvalidError(UserError):
    """See domain/admission/applying_refusals.py."""

    pointer: str = strawberry.field(description="JSON Pointer of the value at fault.")


@strawberry.type(description="A version of a rule pack, once registered, stays as it is.")
class RulePackExistsError(UserError):
    """See domain/admission/applying_refusals.py."""


@strawberry.type(description="A campaign runs under a registered version of a rule pack.")
class RulePackUnknownError(UserError):
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


@strawberry.type(description="A family chooses programmes that have a seat plan in the campaign.")
class ProgrammeUnknownError(UserError):
    """See domain/admission/applying_refusals.py."""


@strawberry.type(description="The channel may act for this guardian already.")
class ChannelAllowedError(UserError):
    """See domain/admission/applying_refusals.py."""


@strawberry.type(description="The channel may not act for this guardian, or no longer.")
class ChannelNotAllowedError(UserError):
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


@strawberry.type(description="While places are given, and after, applications are not changed.")
class ApplicationsLockedError(UserError):
    """See domain/admission/applying_refusals.py."""

    state: str = strawberry.field(description="Where the campaign is.")


@strawberry.type(description="An application is given back with what is missing in it.")
class DefectsMissingError(UserError):
    """See domain/admission/applying_refusals.py."""


@strawberry.type(description="A child is registered with a national id or another document.")
class DocumentMissingError(UserError):
    """See domain/admission/applying_refusals.py."""


@strawberry.type(description="The register of civil acts knows another birth date under this document.")
class ContradictsCivilRegisterError(UserError):
    """See domain/admission/applying_refusals.py."""


@strawberry.type(description="Two records are merged, not one with itself.")
class SameChildError(UserError):
    """See domain/admission/applying_refusals.py."""


@strawberry.type(description="Two records that both apply in one campaign are merged after one is withdrawn.")
class BothApplyError(UserError):
    """See domain/admission/applying_refusals.py."""


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


TYPES_OF_ADMISSION: dict[type[Exception], type[UserError]] = {
    applying_refusals.VersionConflict: VersionConflictError,
    refusals.NoWaves: NoWavesError,
    refusals.NoFurtherWave: NoFurtherWaveError,
    refusals.OutsideWave: OutsideWaveError,
    refusals.NotEligibleInWave: NotEligibleInWaveError,
    refusals.ReasonMissing: ReasonMissingError,
    refusals.SeatsTaken: SeatsTakenError,
    refusals.ApplicationExists: ApplicationExistsError,
    refusals.ChoicesMissing: ChoicesMissingError,
    refusals.ChoiceRepeated: ChoiceRepeatedError,
    refusals.ClaimUnknown: ClaimUnknownError,
    refusals.LegalBasisMissing: LegalBasisMissingError,
    refusals.ChildDeceased: ChildDeceasedError,
    refusals.ChildRegisteredTwice: ChildRegisteredTwiceError,
    refusals.OutsideAges: OutsideAgesError,
    applying_refusals.RulePackInvalid: RulePackInvalidError,
    applying_refusals.RulePackExists: RulePackExistsError,
    applying_refusals.RulePackUnknown: RulePackUnknownError,
    applying_refusals.CategoryUnknown: CategoryUnknownError,
    applying_refusals.AgesReversed: AgesReversedError,
    applying_refusals.SeatPlanExists: SeatPlanExistsError,
    applying_refusals.CampaignNotApproved: CampaignNotApprovedError,
    applying_refusals.ProposalPending: ProposalPendingError,
    applying_refusals.OutsideDistrict: OutsideDistrictError,
    applying_refusals.ProgrammeUnknown: ProgrammeUnknownError,
    applying_refusals.ApplicationsLocked: ApplicationsLockedError,
    applying_refusals.CampaignUnderWay: CampaignUnderWayError,
    applying_refusals.ChannelAllowed: ChannelAllowedError,
    applying_refusals.ChannelNotAllowed: ChannelNotAllowedError,
    applying_refusals.DefectsMissing: DefectsMissingError,
    applying_refusals.DocumentMissing: DocumentMissingError,
    applying_refusals.ContradictsCivilRegister: ContradictsCivilRegisterError,
    applying_refusals.SameChild: SameChildError,
    applying_refusals.BothApply: BothApplyError,
    applying_refusals.DistanceOutOfRange: DistanceOutOfRangeError,
    applying_refusals.AreaMeasuredTwice: AreaMeasuredTwiceError,
}
"""Which refusal is told as which type."""
