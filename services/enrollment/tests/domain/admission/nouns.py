"""Plans and applications to begin a story with."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationKind
from enrollment.domain.admission.ids import ApplicationId, CampaignId, ChildId, SeatPlanId
from enrollment.domain.admission.seat_plan import Programme, SeatPlan
from enrollment.domain.ids import SchoolId
from enrollment.domain.order import Order

CAMPAIGN = CampaignId(UUID(int=1))
ORDER = Order("17-п", date(2027, 3, 1))
APRIL_1 = datetime(2027, 4, 1, tzinfo=UTC)
NEAR = Programme(SchoolId(UUID(int=11)), 1, "ru")
FAR = Programme(SchoolId(UUID(int=12)), 1, "ru")


def seat_plan(programme: Programme = NEAR, seats: int = 1) -> SeatPlan:
    return SeatPlan.approve(SeatPlanId(uuid4()), CAMPAIGN, programme, seats, order=ORDER)


def application(kind: ApplicationKind = ApplicationKind.ADMISSION) -> Application:
    """Return a draft for both programmes, the near one first."""
    draft = Application(ApplicationId(uuid4()), CAMPAIGN, ChildId(uuid4()), kind)
    draft.choose([NEAR, FAR], at=APRIL_1)
    return draft


def queued(kind: ApplicationKind = ApplicationKind.ADMISSION) -> Application:
    """Return an application that waits for a place since the opening second."""
    waiting = application(kind)
    waiting.submit(at=APRIL_1)
    waiting.register()
    waiting.queue()
    return waiting
