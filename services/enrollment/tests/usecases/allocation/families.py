"""What families and offices do with offers, each by the verb that is its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from enrollment.domain.admission.ids import AppealId, ApplicationId, OfferId, SeatPlanId
from enrollment.domain.admission.offer import DeclineReason
from enrollment.domain.order import Order
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.admission.reject_application import RejectApplication, reject_application
from enrollment.usecases.admission.withdraw_application import WithdrawApplication, withdraw_application
from enrollment.usecases.allocation.accept_dismissal import AcceptDismissal, accept_dismissal
from enrollment.usecases.allocation.accept_offer import AcceptOffer, accept_offer
from enrollment.usecases.allocation.carry_on_appeal import CarryOnAppeal, carry_on_appeal
from enrollment.usecases.allocation.decide_appeal import DecideAppeal, SeatAdded, decide_appeal
from enrollment.usecases.allocation.decline_offer import DeclineOffer, decline_offer
from enrollment.usecases.allocation.expire_offers import expire_offers
from enrollment.usecases.allocation.file_appeal import FileAppeal, file_appeal
from enrollment.usecases.allocation.finish_rejections import finish_rejections
from enrollment.usecases.allocation.request_transfer import RequestTransfer, request_transfer
from enrollment.usecases.allocation.restore_offer import RestoreOffer, restore_offer

ORDER = Order("11-о", date(2027, 7, 1))


class Families:
    """The families of one campaign, and the offices that answer them."""

    def __init__(self, enrollment: Surroundings[SqlEnrollmentUnit], admissions: Admissions) -> None:
        self.enrollment, self.clock = enrollment, admissions.clock
        self._kit: dict[str, Any] = {"work": enrollment.work, "permit": anybody, "now": admissions.clock}

    async def offer_of(self, application: ApplicationId) -> OfferId:
        """The latest offer that it had."""
        statement = "select id from offer where application_id = $1 order by created_at desc limit 1"
        return OfferId(await self.enrollment.pool.fetchval(statement, application))

    async def accept(self, application: ApplicationId, *keep: SeatPlanId) -> None:
        command = AcceptOffer(await self.offer_of(application), keep)
        await accept_offer(command, **self._kit, new_id=new_id)

    async def decline(self, application: ApplicationId, reason: DeclineReason = DeclineReason.OTHER) -> None:
        command = DeclineOffer(await self.offer_of(application), reason)
        await decline_offer(command, **self._kit, new_id=new_id)

    async def restore(self, application: ApplicationId) -> None:
        command = RestoreOffer(await self.offer_of(application))
        await restore_offer(command, **self._kit, new_id=new_id)

    async def withdraw(self, application: ApplicationId) -> None:
        await withdraw_application(WithdrawApplication(application), **self._kit)

    async def transfer(
        self, application: ApplicationId, elsewhere: Admissions, *plans: SeatPlanId
    ) -> ApplicationId:
        command = RequestTransfer(application, elsewhere.campaign, plans)
        return await request_transfer(command, **self._kit, new_id=new_id)

    async def days_pass(self, days: float) -> int:
        """Lets the timer look at the offers so many days later; gives how many lapsed."""
        self.clock.passes(days=days)
        return await expire_offers(work=self._kit["work"], new_id=new_id, now=self.clock)

    async def reject(self, application: ApplicationId) -> None:
        await reject_application(RejectApplication(application, "order 458, p. 15"), **self._kit)

    async def appeal(self, application: ApplicationId, grounds: str = "The paper was there.") -> AppealId:
        return await file_appeal(FileAppeal(application, grounds), **self._kit, new_id=new_id)

    async def decide(
        self,
        appeal: AppealId,
        *,
        upheld: bool,
        reasons: str = "The paper was there.",
        seat: SeatPlanId | None = None,
        permit: Any = anybody,
    ) -> None:
        added = None if seat is None else SeatAdded(seat, ORDER)
        command = DecideAppeal(appeal, upheld, reasons, added)
        await decide_appeal(command, **self._kit | {"permit": permit}, new_id=new_id)

    async def carry_on(self, appeal: AppealId) -> None:
        await carry_on_appeal(CarryOnAppeal(appeal), **self._kit)

    async def accept_dismissal(self, appeal: AppealId) -> None:
        await accept_dismissal(AcceptDismissal(appeal), work=self._kit["work"], permit=anybody)

    async def rejections_lapse(self, days: float) -> int:
        """Lets the timer look at the rejections so many days later; gives how many are final."""
        self.clock.passes(days=days)
        return await finish_rejections(work=self._kit["work"], now=self.clock)

    async def states(self, *applications: ApplicationId) -> list[str]:
        """Where these applications are."""
        return [
            await self.enrollment.pool.fetchval("select state from application where id = $1", each)
            for each in applications
        ]

    async def holders(self, plan: SeatPlanId) -> set[ApplicationId]:
        """Who holds a seat there."""
        rows = await self.enrollment.pool.fetch(
            "select application_id from held_seat where seat_plan_id = $1", plan
        )
        return {row["application_id"] for row in rows}


async def applied(admissions: Admissions, plans: Sequence[SeatPlanId], count: int) -> list[ApplicationId]:
    """So many children, one second after another, who want the same."""
    return [await admissions.application(plans, after=after) for after in range(count)]
