"""What happens to an application or a plan as queues see it: the fact, and what stands after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from enrollment.domain.admission.ids import ApplicationId, CampaignId, SeatPlanId
from enrollment.domain.queue import Kind


@dataclass(frozen=True, slots=True)
class Waiting:
    """An application as it stands in queues: the plans for which it waits, and what it holds.

    `claims` are verified ones, each with the school where it holds or None for everywhere; `catchment` are schools;
    `distance` the metres to those plans whose distance is known.
    """

    ref: str
    registered_at: str
    plans: tuple[SeatPlanId, ...]
    claims: tuple[tuple[str, str | None], ...] = ()
    catchment: tuple[str, ...] = ()
    distance: Mapping[SeatPlanId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Happening:
    """One fact. `after` is the application from now on, None when it waits for nothing.

    `plan` is the one whose seats an order changed (`seats`), or the one in which a place is offered.
    """

    campaign_id: CampaignId
    kind: Kind
    at: datetime
    rule: str = ""
    application_id: ApplicationId | None = None
    after: Waiting | None = None
    plan: SeatPlanId | None = None
    seats: int | None = None


def instant(at: datetime) -> str:
    """A moment as a document spells it: UTC, milliseconds, so that it sorts as text."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def preferred(plans: Sequence[SeatPlanId], to: SeatPlanId) -> tuple[SeatPlanId, ...]:
    """Return the plans that a family ranked above one."""
    return tuple(plans[: plans.index(to)]) if to in plans else tuple(plans)
