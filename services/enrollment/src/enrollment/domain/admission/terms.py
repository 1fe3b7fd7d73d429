"""The terms of a campaign's rules: how long a family may think, come back, wait for its order, and go on appealing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any

from enrollment.domain.admission.offer_refusals import OrderTooLate


@dataclass(frozen=True, slots=True)
class Terms:
    """Days: to answer an offer, to come back after one that was not taken (None: never), to be enrolled by an order
    (None: no term), to take a dismissed appeal to the second instance."""

    answer_days: int
    restore_days: int | None
    order_days: int | None
    second_instance_days: int

    @classmethod
    def of(cls, rule_pack: str) -> Terms:
        """The terms that go with a rule pack; those of the country's usual practice where none are shipped."""
        every: dict[str, Any] = json.loads(resources.files(__package__).joinpath("terms.json").read_bytes())
        told = every.get(rule_pack, every["*"])
        return cls(told["answerDays"], told["restoreDays"], told["orderDays"], told["secondInstanceDays"])

    def respond_by(self, at: datetime) -> datetime:
        """The last moment of an answer to an offer that is made now."""
        return at + timedelta(days=self.answer_days)

    def carry_on_until(self, dismissed_on: date) -> date:
        """The last day on which an appeal that is dismissed now may be taken to the second instance."""
        return dismissed_on + timedelta(days=self.second_instance_days)

    @property
    def restorable(self) -> timedelta | None:
        """How long a family may come back after an offer that it did not take."""
        return None if self.restore_days is None else timedelta(days=self.restore_days)

    def check_order(self, signed_on: date, *, accepted_on: date) -> None:
        """Refuses an order that is signed after its term."""
        if self.order_days is None:
            return
        until = accepted_on + timedelta(days=self.order_days)
        if signed_on > until:
            raise OrderTooLate(until)
