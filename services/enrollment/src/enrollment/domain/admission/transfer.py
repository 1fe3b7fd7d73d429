"""A transfer: the old place is held until the new one is accepted, and then exactly one of the two."""

from datetime import datetime

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationKind
from enrollment.domain.admission.ids import ApplicationId
from enrollment.domain.admission.offer import Offer
from enrollment.domain.admission.refusals import WrongState
from enrollment.domain.admission.seat_plan import SeatPlan


def accept_transfer(
    offer: Offer,
    application: Application,
    *,
    old_plan: SeatPlan,
    old_application: ApplicationId,
    at: datetime,
) -> None:
    """Takes the new place and gives the old one back; when the offer cannot be taken, the old one stays."""
    if application.kind is not ApplicationKind.TRANSFER:
        raise WrongState(application.kind, ApplicationKind.TRANSFER)
    old_plan.check_held_by(old_application)
    offer.accept(application, at=at)
    old_plan.release(old_application)


def accept_better_choice(offer: Offer, application: Application, *, old_plan: SeatPlan, at: datetime) -> None:
    """A family that waited on for a better choice takes it and gives the accepted place back."""
    old_plan.check_held_by(application.id)
    offer.accept(application, at=at)
    old_plan.release(application.id)
