"""What happened in the queues, written down with the change itself, so that any position can be explained."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from chassis.database import Connection
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_facts import ClaimState
from enrollment.domain.admission.ids import SeatPlanId
from enrollment.domain.admission.seat_plan import SeatPlan
from enrollment.domain.queue.facts import Kind
from enrollment.persistence.admission.applications import Applications

_NOTE = """
insert into queue_fact (campaign_id, seat_plan_id, application_id, kind, rule, at, after, seats)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""


class QueueFacts:
    """See usecases/admission/ports.py."""

    def __init__(self, connection: Connection, applications: Applications) -> None:
        self._connection = connection
        self._applications = applications

    async def note(
        self,
        kind: Kind,
        application: Application,
        *,
        at: datetime,
        rule: str = "",
        plan: SeatPlanId | None = None,
        waits_for: Collection[SeatPlanId] | None = None,
    ) -> None:
        """Writes down what became of an application: with the place offered, and what it waits for if not for all."""
        after = self._standing(application) if application.queues else None
        if after is not None and waits_for is not None:
            after["choices"] = [choice for choice in after["choices"] if UUID(choice) in waits_for]
        await self._connection.execute(
            _NOTE, application.campaign_id, plan, application.id, kind, rule, at, after or None, None
        )

    async def note_seats(self, plan: SeatPlan, *, at: datetime, rule: str = "") -> None:
        """Writes down how many seats a programme has from now on."""
        await self._connection.execute(
            _NOTE, plan.campaign_id, plan.id, None, Kind.SEAT_PLAN_CHANGED, rule, at, None, plan.seats
        )

    def _standing(self, application: Application) -> dict[str, Any]:
        """All that a position depends on, in the words of an allocation's document."""
        choices = application.choices
        return {
            "ref": application.child_ref,
            "registeredAt": _instant(application.received_at),
            "choices": [str(self._applications.plan_of(application, each.programme)) for each in choices],
            "claims": [
                {"category": claim.category, "school": claim.school}
                for claim in application.claims
                if claim.state is ClaimState.VERIFIED
            ],
            "catchment": sorted({str(each.programme.school_id) for each in choices if each.in_catchment}),
            "distance": {
                str(self._applications.plan_of(application, each.programme)): each.metres
                for each in choices
                if each.metres is not None
            },
        }


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
