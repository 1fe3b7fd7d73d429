"""The terms of a campaign's rules: how long a family may think, come back, and wait for its order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any

from enrollment.domain.admission.refusals import OrderTooLate


@dataclass(frozen=True, slots=True)
class Terms:
    """Days: to answer an offer, to be restored after an expired one (None: never), to be enrolled by an order."""

    answer_days: int
    restore_days: int | None
    order_days: int | None

    @classmethod
    def of(cls, rule_pack: str) -> Terms:
        """The terms that go with a rule pack; those of the country's usual practice where none are shipped."""
        every: dict[str, Any] = json.loads(resources.files(__package__).joinpath("terms.json").read_bytes())
        told = every.get(rule_pack, every["*"])
        return cls(told["answerDays"], told["restoreDays"], told["orderDays"])

    def respond_by(self, at: datetime) -> datetime:
        """The last moment of an answer to an offer that is made now."""
        return at + timedelta(days=self.answer_days)

    @property
    def restorable(self) -> timedelta | None:
        """How long an expired offer may be restored."""
        return None if self.restore_days is None else timedelta(days=self.restore_days)

    def check_order(self, signed_on: date, *, accepted_on: date) -> None:
        """Refuses an order that is signed after its term."""
        if self.order_days is None:
            return
        until = accepted_on + timedelta(days=self.order_days)
        if signed_on > until:
            raise OrderTooLate(until)
