"""Offers, and the records that explain them."""

from datetime import datetime

from chassis.database import Connection
from chassis.work import Repository
from enrollment.domain.admission.ids import ApplicationId, ChildId, ExplanationId, OfferId, RunId, SeatPlanId
from enrollment.domain.admission.offer import Offer
from enrollment.domain.queue import Entry
from enrollment.domain.queue.keys import shown
from enrollment.domain.refusals import NotFound
from enrollment.persistence.allocation.tables import OfferRow

_EXPLAIN = """
insert into explanation (id, application_id, seat_plan_id, run_id, at, position, tier, key, seats)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
_CHILD = (
    "select child_id from application join offer on offer.application_id = application.id where offer.id = $1"
)
_LAPSED = "select id from offer where state = 'OPEN' and respond_by < $1 order by respond_by limit $2"


class SqlOffers(Repository[Offer]):
    """See usecases/allocation/ports.py."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Offer, OfferRow, missing=NotFound)

    async def child_of(self, offer: OfferId) -> ChildId:
        """Whose place it is. Refuses an offer that nobody knows."""
        child: ChildId | None = await self._connection.fetchval(_CHILD, offer)
        if child is None:
            raise NotFound(offer)
        return child

    async def explain(
        self,
        explanation: ExplanationId,
        application: ApplicationId,
        plan: SeatPlanId,
        *,
        run: RunId | None,
        at: datetime,
        position: int,
        entry: Entry,
        seats: int,
    ) -> None:
        """Keeps why a place is offered to this application."""
        key = shown(str(entry.key[0]))
        told = (explanation, application, plan, run, at, position, entry.tier, key, seats)
        await self._connection.execute(_EXPLAIN, *told)

    async def lapsed(self, now: datetime, *, limit: int) -> list[OfferId]:
        """The offers whose term is over, the oldest first."""
        rows = await self._connection.fetch(_LAPSED, now, limit)
        return [row["id"] for row in rows]
