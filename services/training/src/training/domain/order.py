"""An order on paper: the number and the date by which anybody finds it in the office's register."""

from dataclasses import dataclass
from datetime import date

from training.domain.refusals import OrderNumberMissing


@dataclass(frozen=True, slots=True)
class Order:
    """`number` and `signed_on` as they stand on the paper. Refuses a paper without a number."""

    number: str
    signed_on: date

    def __post_init__(self) -> None:
        if not self.number.strip():
            raise OrderNumberMissing
