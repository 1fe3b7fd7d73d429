"""The facts of a queue, recorded in one order; each says what the children it concerns are in the queue after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from enrollment.domain.queue.rules import Entry


class Kind(StrEnum):
    """What can happen in a queue."""

    SUBMITTED = "SUBMITTED"
    CLAIM_VERIFIED = "CLAIM_VERIFIED"
    CLAIM_REJECTED = "CLAIM_REJECTED"
    WITHDRAWN = "WITHDRAWN"
    REJECTED = "REJECTED"
    CORRECTED = "CORRECTED"
    SEAT_PLAN_CHANGED = "SEAT_PLAN_CHANGED"
    QUEUES_MERGED = "QUEUES_MERGED"
    PLACE_OFFERED = "PLACE_OFFERED"
    OFFER_EXPIRED = "OFFER_EXPIRED"
    RESTORED = "RESTORED"
    PLACED_ELSEWHERE = "PLACED_ELSEWHERE"
    NUMBERS_DRAWN = "NUMBERS_DRAWN"
    OFFER_DECLINED = "OFFER_DECLINED"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened, by which rule, and what followed from it.

    `entries` gives for each child concerned its entry from now on, or None when it left the queue; `seats` the
    seats from now on, when the fact changed them. So replaying needs no knowledge of why.
    """

    at: datetime
    kind: Kind
    rule: str = ""
    entries: Mapping[str, Entry | None] = field(default_factory=dict)
    seats: int | None = None
