"""What enrollment tells of runs, offers, appeals and queues: each fact as the message of its contract."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from google.protobuf.message import Message

from contracts.common.v1 import Order
from contracts.enrollment import v1
from enrollment.domain.admission.allocation_run import (
    RunAnnulled,
    RunCommitted,
    RunConfirmed,
    RunExecuted,
    RunFrozen,
    RunPublished,
)
from enrollment.domain.admission.appeal import AppealDecided, AppealFiled
from enrollment.domain.admission.offer import (
    OfferAccepted,
    OfferDeclined,
    OfferExpired,
    OfferRestored,
    PlaceOffered,
)
from enrollment.domain.admission.queue_changed import QueueChanged


def _committed(event: RunCommitted) -> Message:
    return v1.AllocationRunCommitted(
        run_id=str(event.run_id),
        campaign_id=str(event.campaign_id),
        version=event.version,
        seed_commitment=event.seed_commitment,
        randomness_source=event.randomness_source,
    )


def _frozen(event: RunFrozen) -> Message:
    return v1.AllocationRunFrozen(
        run_id=str(event.run_id),
        freeze_hash=event.freeze_hash,
        applications=event.applications,
        at=_instant(event.at),
    )


def _executed(event: RunExecuted) -> Message:
    return v1.AllocationRunExecuted(
        run_id=str(event.run_id), input_hash=event.input_hash, at=_instant(event.at)
    )


def _published(event: RunPublished) -> Message:
    return v1.AllocationRunPublished(
        run_id=str(event.run_id),
        seed_reveal=event.seed_reveal,
        public_randomness=event.public_randomness,
        output_hash=event.output_hash,
        seats_filled=event.seats_filled,
        unplaced=event.unplaced,
        at=_instant(event.at),
    )


def _confirmed(event: RunConfirmed) -> Message:
    return v1.AllocationRunConfirmed(run_id=str(event.run_id), at=_instant(event.at))


def _annulled(event: RunAnnulled) -> Message:
    order = Order(number=event.order.number, date=event.order.signed_on.isoformat())
    return v1.AllocationRunAnnulled(run_id=str(event.run_id), order=order)


def _offered(event: PlaceOffered) -> Message:
    return v1.PlaceOffered(
        offer_id=str(event.offer_id),
        application_id=str(event.application_id),
        school_id=str(event.programme.school_id),
        respond_by=_instant(event.respond_by),
        explanation_id=str(event.explanation_id),
    )


def _accepted(event: OfferAccepted) -> Message:
    return v1.OfferAccepted(
        offer_id=str(event.offer_id),
        application_id=str(event.application_id),
        at=_instant(event.at),
        keep_waiting_for=[str(programme.school_id) for programme in event.keep_waiting_for],
    )


def _declined(event: OfferDeclined) -> Message:
    return v1.OfferDeclined(
        offer_id=str(event.offer_id),
        application_id=str(event.application_id),
        reason=f"DECLINE_REASON_{event.reason}",
    )


def _expired(event: OfferExpired) -> Message:
    return v1.OfferExpired(
        offer_id=str(event.offer_id),
        application_id=str(event.application_id),
        restorable_until=_instant(event.restorable_until) if event.restorable_until else None,
    )


def _restored(event: OfferRestored) -> Message:
    return v1.OfferRestored(
        offer_id=str(event.offer_id), application_id=str(event.application_id), at=_instant(event.at)
    )


def _filed(event: AppealFiled) -> Message:
    return v1.AppealFiled(
        appeal_id=str(event.appeal_id), application_id=str(event.application_id), on=event.on.isoformat()
    )


def _decided(event: AppealDecided) -> Message:
    return v1.AppealDecided(
        appeal_id=str(event.appeal_id),
        decision=f"APPEAL_DECISION_{event.decision}",
        seats_added=event.seats_added,
    )


def _queue_changed(event: QueueChanged) -> Message:
    return v1.QueueChanged(
        queue_id=str(event.queue_id),
        queue_version=event.queue_version,
        cause=event.cause,
        from_rank=event.from_rank,
        at=_instant(event.at),
    )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


MESSAGES: Mapping[type, Callable[[Any], Message]] = {
    RunCommitted: _committed,
    RunFrozen: _frozen,
    RunExecuted: _executed,
    RunPublished: _published,
    RunConfirmed: _confirmed,
    RunAnnulled: _annulled,
    PlaceOffered: _offered,
    OfferAccepted: _accepted,
    OfferDeclined: _declined,
    OfferExpired: _expired,
    OfferRestored: _restored,
    AppealFiled: _filed,
    AppealDecided: _decided,
    QueueChanged: _queue_changed,
}
"""How each fact becomes its message."""
