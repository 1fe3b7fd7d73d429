"""The places that a child holds: one of a kind in a year, until a better choice or a transfer takes its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationKind
from enrollment.domain.admission.campaign import Campaign
from enrollment.domain.admission.ids import SeatPlanId
from enrollment.domain.admission.refusals import PlaceHeldElsewhere
from enrollment.domain.admission.seat_plan import SeatPlan


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A seat that an application holds, by an offer or an acceptance."""

    plan: SeatPlan
    by: Application
    campaign: Campaign


def given_back(
    application: Application, campaign: Campaign, offered: SeatPlanId, held: Iterable[HeldPlace]
) -> list[HeldPlace]:
    """What the acceptance of an offer gives back: a lesser choice, and for a transfer the place in the old school.

    Refuses it to who has accepted a place of the same kind and year elsewhere and asked for no transfer.
    """
    places = [place for place in held if campaign.gives_the_kind_of(place.campaign)]
    lesser = [place for place in places if place.by.id == application.id and place.plan.id != offered]
    elsewhere = [place for place in places if place.by.id != application.id]
    if application.kind is ApplicationKind.TRANSFER:
        return lesser + elsewhere
    year = campaign.academic_year_id
    if any(place.by.accepted and place.campaign.academic_year_id == year for place in elsewhere):
        raise PlaceHeldElsewhere
    return lesser
