"""What appeals refuse, by name."""

from dataclasses import dataclass
from datetime import date

from enrollment.domain.refusals import Refusal


@dataclass(eq=False)
class AppealTermOver(Refusal):
    """The term of appeal is over."""

    code = "APPEAL_TERM_OVER"
    until: date


@dataclass(eq=False)
class GroundsMissing(Refusal):
    """An appeal says why."""

    code = "GROUNDS_MISSING"
    field = "grounds"


@dataclass(eq=False)
class AnswerMissing(Refusal):
    """A school that answers an appeal says something."""

    code = "ANSWER_MISSING"
    field = "answer"
