"""The places that a child holds: one of a kind in a year, until a better choice or a transfer takes its place."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationKind
from enrollment.domain.admission.campaign import Campaign
from enrollment.domain.admission.ids import SeatPlanId
from enrollment.domain.admission.offer_refusals import PlaceHeldElsewhere
from enrollment.domain.admission.seat_plan import SeatPlan


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A seat that an application holds, by an offer or an acceptance."""

    plan: SeatPlan
    by: Application
    campaign: Campaign

    def rules_out(self, campaign: Campaign) -> bool:
        """Whether it is accepted, so that its child accepts no place of that kind and year in this campaign."""
        is_of_the_year = campaign.academic_year_id == self.campaign.academic_year_id
        return self.by.accepted is not None and is_of_the_year and campaign.gives_the_kind_of(self.campaign)


def check_apart(these: Iterable[HeldPlace], those: Collection[HeldPlace]) -> None:
    """Refuses to make one child of two of which each has accepted a place that rules the other's out."""
    for this in these:
        if any(this.rules_out(that.campaign) and that.by.accepted for that in those):
            raise PlaceHeldElsewhere


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
    if any(place.rules_out(campaign) for place in elsewhere):
        raise PlaceHeldElsewhere
    return lesser
