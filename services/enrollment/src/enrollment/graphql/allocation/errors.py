"""How the refusals of allocation look in the graph."""

from datetime import date, datetime

import strawberry

from chassis.schema import UserError
from enrollment.domain import refusals as general
from enrollment.domain.admission import appeal_refusals, offer_refusals, refusals, run_refusals


@strawberry.type(description="A run is asked for by one person and made to count by another.")
class SamePersonError(UserError):
    """See domain/admission/run_refusals.py."""


@strawberry.type(description="A campaign has one run under way at a time.")
class RunPendingError(UserError):
    """See domain/admission/run_refusals.py."""


@strawberry.type(description="A seed is committed to before the wave closes.")
class CommittedTooLateError(UserError):
    """See domain/admission/run_refusals.py."""


@strawberry.type(description="A run that is made again has a new seed.")
class CommitmentReusedError(UserError):
    """See domain/admission/run_refusals.py."""


@strawberry.type(description="The seed is not the one that was committed to.")
class SeedNotCommittedError(UserError):
    """See domain/admission/run_refusals.py."""


@strawberry.type(
    description="Public randomness is lower-case hex of an even number of digits, possibly none."
)
class RandomnessMalformedError(UserError):
    """See domain/admission/run_refusals.py."""


@strawberry.type(
    description="Public randomness is drawn exactly where its source was named with the commitment."
)
class RandomnessNotAsAnnouncedError(UserError):
    """See domain/admission/run_refusals.py."""


@strawberry.type(description="Every seat is held or accepted.")
class NoVacancyError(UserError):
    """See domain/admission/offer_refusals.py."""


@strawberry.type(description="The application holds no seat there.")
class SeatNotHeldError(UserError):
    """See domain/admission/offer_refusals.py."""


@strawberry.type(description="The application holds a seat of this programme already.")
class SeatAlreadyHeldError(UserError):
    """See domain/admission/offer_refusals.py."""


@strawberry.type(description="The child stands in no queue of this programme.")
class NobodyWaitsError(UserError):
    """See domain/admission/offer_refusals.py."""


@strawberry.type(description="A family waits on only for what it ranked above the place that it takes.")
class NotRankedAboveError(UserError):
    """See domain/admission/offer_refusals.py."""


@strawberry.type(description="The child has accepted a place of this kind for this year in another campaign.")
class PlaceHeldElsewhereError(UserError):
    """See domain/admission/offer_refusals.py."""


@strawberry.type(description="A transfer leads only to a place of the kind that was applied for.")
class OtherKindOfPlaceError(UserError):
    """See domain/admission/offer_refusals.py."""


@strawberry.type(description="The term of the offer is over.")
class OfferLapsedError(UserError):
    """See domain/admission/offer_refusals.py."""

    respond_by: datetime = strawberry.field(description="The last moment that there was.")


@strawberry.type(description="An offer expires after its term and not before.")
class OfferStillOpenError(UserError):
    """See domain/admission/offer_refusals.py."""

    respond_by: datetime = strawberry.field(description="The last moment of an answer.")


@strawberry.type(description="An application returns to the queue once at most.")
class AlreadyRestoredError(UserError):
    """See domain/admission/offer_refusals.py."""


@strawberry.type(description="The days within which a place in the queue is given back are over.")
class TooLateToRestoreError(UserError):
    """See domain/admission/offer_refusals.py."""

    until: datetime | None = strawberry.field(
        description="The last moment that there was; null where the rules give none."
    )


@strawberry.type(description="The order follows the acceptance within the days that the rules allow.")
class OrderTooLateError(UserError):
    """See domain/admission/offer_refusals.py."""

    until: date = strawberry.field(description="The last day that there was.")


@strawberry.type(description="The child is a pupil of this school.")
class AlreadyEnrolledError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="The term of appeal is over.")
class AppealTermOverError(UserError):
    """See domain/admission/appeal_refusals.py."""

    until: date = strawberry.field(description="The last day that there was.")


@strawberry.type(description="An appeal says why.")
class GroundsMissingError(UserError):
    """See domain/admission/appeal_refusals.py."""


@strawberry.type(description="A school that answers an appeal says something.")
class AnswerMissingError(UserError):
    """See domain/admission/appeal_refusals.py."""


@strawberry.type(description="This cannot be done in the present state.")
class WrongStateError(UserError):
    """See domain/admission/refusals.py."""

    state: str = strawberry.field(description="The state that it has.")


TYPES_OF_ALLOCATION: dict[type[Exception], type[UserError]] = {
    refusals.WrongState: WrongStateError,
    run_refusals.SamePerson: SamePersonError,
    run_refusals.RunPending: RunPendingError,
    run_refusals.CommittedTooLate: CommittedTooLateError,
    run_refusals.CommitmentReused: CommitmentReusedError,
    run_refusals.SeedNotCommitted: SeedNotCommittedError,
    run_refusals.RandomnessMalformed: RandomnessMalformedError,
    run_refusals.RandomnessNotAsAnnounced: RandomnessNotAsAnnouncedError,
    offer_refusals.NoVacancy: NoVacancyError,
    offer_refusals.SeatNotHeld: SeatNotHeldError,
    offer_refusals.SeatAlreadyHeld: SeatAlreadyHeldError,
    offer_refusals.NobodyWaits: NobodyWaitsError,
    offer_refusals.NotRankedAbove: NotRankedAboveError,
    offer_refusals.PlaceHeldElsewhere: PlaceHeldElsewhereError,
    offer_refusals.OtherKindOfPlace: OtherKindOfPlaceError,
    offer_refusals.OfferLapsed: OfferLapsedError,
    offer_refusals.OfferStillOpen: OfferStillOpenError,
    offer_refusals.AlreadyRestored: AlreadyRestoredError,
    offer_refusals.TooLateToRestore: TooLateToRestoreError,
    offer_refusals.OrderTooLate: OrderTooLateError,
    general.AlreadyEnrolled: AlreadyEnrolledError,
    appeal_refusals.AppealTermOver: AppealTermOverError,
    appeal_refusals.GroundsMissing: GroundsMissingError,
    appeal_refusals.AnswerMissing: AnswerMissingError,
}
"""Which refusal is told as which type."""
