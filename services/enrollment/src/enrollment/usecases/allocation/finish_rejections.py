"""A rejection against which nothing more can be done is final: nobody appealed in time, or nobody went on."""

from datetime import date

from enrollment.domain.admission.appeal import Appeal
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationState
from enrollment.domain.admission.ids import ApplicationId
from enrollment.usecases.allocation.ports import AllocationUnit, AllocationWork, Now

_AT_ONCE = 100


async def finish_rejections(*, work: AllocationWork, now: Now) -> int:
    """Ends each application whose last term is over, in a transaction of its own; gives how many."""
    on = now().date()
    async with work() as unit:
        lapsed = await unit.appeals.lapsed(on, limit=_AT_ONCE)
    ended = 0
    for application in lapsed:
        async with work() as unit:
            ended += await _finish(application, unit, on=on)
    return ended


async def _finish(id: ApplicationId, unit: AllocationUnit, *, on: date) -> bool:
    # In the order in which decisions lock them; the family may have gone on between the look and the lock.
    appeals = await unit.appeals.find_all(application_id=id)
    application = await unit.applications.get(id)
    is_over = _is_over(application, appeals, on=on)
    if is_over:
        application.rejected_finally()
    return is_over


def _is_over(application: Application, appeals: list[Appeal], *, on: date) -> bool:
    if application.state is ApplicationState.REJECTED:
        return on > application.last_day
    return application.state is ApplicationState.APPEALED and not any(
        each.may_go_on(on=on) for each in appeals
    )
