"""A receipt: when an application came, to the millisecond, and a number that sorts as the receipts did."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a family is told at once."""

    at: datetime
    number: str

    @classmethod
    def of(cls, moment: datetime, count: int) -> Self:
        """The receipt of a moment; `count` tells those of one millisecond apart."""
        at = moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)
        return cls(at, f"{at:%Y%m%d-%H%M%S}{at.microsecond // 1000:03}-{count:07}")
