"""What admission refuses, by name."""

from dataclasses import dataclass
from datetime import date

from enrollment.domain.refusals import Refusal


@dataclass(eq=False)
class WrongState(Refusal):
    """This cannot be done in the present state."""

    code = "WRONG_STATE"
    state: str
    wanted: str


@dataclass(eq=False)
class NoWaves(Refusal):
    """A campaign is published with its waves, one after the other."""

    code = "NO_WAVES"
    field = "waves"


@dataclass(eq=False)
class NoFurtherWave(Refusal):
    """All waves of the campaign are over."""

    code = "NO_FURTHER_WAVE"


@dataclass(eq=False)
class OutsideWave(Refusal):
    """Invariant 3: outside an open wave nothing is submitted."""

    code = "OUTSIDE_WAVE"


@dataclass(eq=False)
class NotEligibleInWave(Refusal):
    """Invariant 3: a wave may be only for some categories, the territory among them."""

    code = "NOT_ELIGIBLE_IN_WAVE"
    wave: int


@dataclass(eq=False)
class ReasonMissing(Refusal):
    """Invariant 2: seats change only by an order with a reason."""

    code = "REASON_MISSING"
    field = "reason"


@dataclass(eq=False)
class ApplicationExists(Refusal):
    """Invariant 1: a child has one active application in a campaign."""

    code = "APPLICATION_EXISTS"
    field = "childId"


@dataclass(eq=False)
class ChoicesMissing(Refusal):
    """An application names at least one programme."""

    code = "CHOICES_MISSING"
    field = "choices"


@dataclass(eq=False)
class ChoiceRepeated(Refusal):
    """An application names a programme once."""

    code = "CHOICE_REPEATED"
    field = "choices"


@dataclass(eq=False)
class ClaimUnknown(Refusal):
    """The application makes no such claim, or it is decided already."""

    code = "CLAIM_UNKNOWN"
    field = "category"
    category: str


@dataclass(eq=False)
class LegalBasisMissing(Refusal):
    """Invariant 8: a rejection names its legal basis and the term of appeal."""

    code = "LEGAL_BASIS_MISSING"
    field = "legalBasis"


@dataclass(eq=False)
class ChildDeceased(Refusal):
    """Invariant 10: the register of civil acts says that the child has died."""

    code = "CHILD_DECEASED"
    field = "childId"


@dataclass(eq=False)
class ChildRegisteredTwice(Refusal):
    """Invariant 10: the same person is registered under another id."""

    code = "CHILD_REGISTERED_TWICE"
    field = "childId"


@dataclass(eq=False)
class OutsideAges(Refusal):
    """Invariant 10: the child is too young or too old on the day that counts."""

    code = "OUTSIDE_AGES"
    field = "birthDate"
    on: date
