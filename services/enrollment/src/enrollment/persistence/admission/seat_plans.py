"""Where seat plans are kept, with who holds their seats and the orders by which they changed."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from chassis.database import Connection
from chassis.database.rows import Row, save_rows
from chassis.ids import new_id
from enrollment.domain.admission.ids import ApplicationId
from enrollment.domain.admission.seat_plan import Programme, SeatPlan, SeatPlanApproved, SeatPlanChanged
from enrollment.domain.refusals import NotFound
from enrollment.persistence.admission.composed import Composed
from enrollment.persistence.admission.tables import HeldSeatRow, SeatOrderRow, SeatPlanRow

_HELD = "select seat_plan_id, application_id from held_seat where seat_plan_id = any($1)"
_HELD_BY = "select seat_plan_id from held_seat where application_id = $1 order by seat_plan_id"
_RELEASED = "delete from held_seat where seat_plan_id = $1 and not application_id = any($2)"


class SeatPlans(Composed[SeatPlan]):
    """See usecases/admission/ports.py."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, SeatPlan, SeatPlanRow, missing=NotFound)
        self._ordered: list[SeatPlanApproved | SeatPlanChanged] = []

    async def held_by(self, application_id: ApplicationId) -> list[SeatPlan]:
        """The plans in which an application holds a seat, locked in the order of their ids."""
        rows = await self._connection.fetch(_HELD_BY, application_id)
        return [await self.get(row["seat_plan_id"]) for row in rows]

    def _row_of(self, aggregate: SeatPlan) -> Row:
        return {
            "id": aggregate.id,
            "campaign_id": aggregate.campaign_id,
            **asdict(aggregate.programme),
            "seats": aggregate.seats,
            "held": len(aggregate.held_by),
            "held_by": set(aggregate.held_by),
        }

    def _made_of(self, row: Row, parts: Any) -> SeatPlan:
        programme = Programme(row["school_id"], row["grade"], row["language"], row["profile"])
        return SeatPlan(row["id"], row["campaign_id"], programme, row["seats"], set(parts or ()))

    async def _parts_of(self, ids: Sequence[Any]) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for row in await self._connection.fetch(_HELD, ids):
            found.setdefault(row["seat_plan_id"], set()).add(row["application_id"])
        return found

    async def _write(self, changed: dict[Any, Row]) -> None:
        plain = [
            {name: value for name, value in row.items() if name != "held_by"} for row in changed.values()
        ]
        await save_rows(self._connection, SeatPlanRow, plain)
        for key, row in changed.items():
            await self._write_holders(key, row["held_by"])
        await save_rows(
            self._connection, SeatOrderRow, [row for key in changed for row in self._orders_of(key)]
        )

    async def _write_holders(self, key: Any, holders: set[ApplicationId]) -> None:
        before = self._stored[key]["held_by"] if key in self._stored else set()
        if before - holders:
            await self._connection.execute(_RELEASED, key, list(holders))
        taken = [{"seat_plan_id": key, "application_id": each} for each in holders - before]
        await save_rows(self._connection, HeldSeatRow, taken)

    def _orders_of(self, key: Any) -> list[Row]:
        """The rows of the orders that a plan was told of since it was last written."""
        plan = self._known[key]
        new = [
            event
            for event in plan.events
            if isinstance(event, SeatPlanApproved | SeatPlanChanged)
            and not any(event is known for known in self._ordered)
        ]
        self._ordered += new
        return [_order_row(plan, event) for event in new]


def _order_row(plan: SeatPlan, event: SeatPlanApproved | SeatPlanChanged) -> Row:
    match event:
        case SeatPlanApproved():
            numbers = {"before": None, "after": event.seats, "reason": ""}
        case SeatPlanChanged():
            numbers = {"before": event.before, "after": event.after, "reason": event.reason}
    return {
        "id": new_id(),
        "seat_plan_id": plan.id,
        **numbers,
        "order_number": event.order.number.strip(),
        "order_date": event.order.signed_on,
    }
