"""How the refusals about children, channels and applications look in enrollment's graph."""

from datetime import date

import strawberry

from chassis.schema import UserError, VersionConflictError
from enrollment.domain.admission import applying_refusals, refusals


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


@strawberry.type(description="A campaign runs under a registered version of a rule pack.")
class RulePackUnknownError(UserError):
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


TYPES_OF_ADMISSION: dict[type[Exception], type[UserError]] = {
    applying_refusals.VersionConflict: VersionConflictError,
    refusals.OutsideWave: OutsideWaveError,
    refusals.NotEligibleInWave: NotEligibleInWaveError,
    refusals.ReasonMissing: ReasonMissingError,
    refusals.ApplicationExists: ApplicationExistsError,
    refusals.ChoicesMissing: ChoicesMissingError,
    refusals.ChoiceRepeated: ChoiceRepeatedError,
    refusals.ClaimUnknown: ClaimUnknownError,
    refusals.LegalBasisMissing: LegalBasisMissingError,
    refusals.ChildDeceased: ChildDeceasedError,
    refusals.ChildRegisteredTwice: ChildRegisteredTwiceError,
    refusals.OutsideAges: OutsideAgesError,
    applying_refusals.RulePackUnknown: RulePackUnknownError,
    applying_refusals.ProgrammeUnknown: ProgrammeUnknownError,
    applying_refusals.ApplicationsLocked: ApplicationsLockedError,
    applying_refusals.ChannelAllowed: ChannelAllowedError,
    applying_refusals.ChannelNotAllowed: ChannelNotAllowedError,
    applying_refusals.DefectsMissing: DefectsMissingError,
    applying_refusals.DocumentMissing: DocumentMissingError,
    applying_refusals.ContradictsCivilRegister: ContradictsCivilRegisterError,
    applying_refusals.SameChild: SameChildError,
    applying_refusals.BothApply: BothApplyError,
}
"""Which refusal is told as which type."""
