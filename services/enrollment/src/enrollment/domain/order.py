"""A director's written order: the paper on which an enrolment rests."""

from dataclasses import dataclass
from datetime import date

from enrollment.domain.refusals import OrderMissing


@dataclass(frozen=True, slots=True)
class Order:
    """`number` and `signed_on` as they stand on the paper. Refuses a paper without a number."""

    number: str
    signed_on: date

    def __post_init__(self) -> None:
        if not self.number.strip():
            raise OrderMissing
