"""The places that applications hold, as rules about them ask for them."""

from collections.abc import Sequence

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.held_place import HeldPlace
from enrollment.usecases.admission.ports import AdmissionUnit


async def held_by(applications: Sequence[Application], unit: AdmissionUnit) -> list[HeldPlace]:
    """The places of these applications, the plans locked."""
    return [
        HeldPlace(plan, holder, await unit.campaigns.look(holder.campaign_id))
        for holder in applications
        for plan in await unit.seat_plans.held_by(holder.id)
    ]
