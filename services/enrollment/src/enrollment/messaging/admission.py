"""What enrollment tells of campaigns, seats, applications and claims: each fact as the message of its contract."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from google.protobuf.message import Message

from contracts.common.v1 import Order
from contracts.enrollment import v1
from enrollment.domain.admission.application_facts import (
    ApplicationRegistered,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    ClaimDecided,
    ClaimState,
)
from enrollment.domain.admission.campaign import CampaignPublished, Wave, WaveClosed, WaveOpened
from enrollment.domain.admission.seat_plan import SeatPlanApproved, SeatPlanChanged
from enrollment.domain.order import Order as WrittenOrder


def _published(event: CampaignPublished) -> Message:
    return v1.CampaignPublished(
        campaign_id=str(event.campaign_id),
        kind=f"CAMPAIGN_KIND_{event.kind}",
        academic_year_id=str(event.academic_year_id),
        district_id=str(event.district_id),
        rule_pack_id=event.rule_pack_id,
        rule_pack_version=event.rule_pack_version,
        waves=[_wave(no, wave) for no, wave in enumerate(event.waves, start=1)],
    )


def _wave(no: int, wave: Wave) -> v1.Wave:
    return v1.Wave(
        no=no,
        opens=_instant(wave.opens),
        closes=_instant(wave.closes),
        eligibility=sorted(wave.eligible or ()),
    )


def _opened(event: WaveOpened) -> Message:
    return v1.WaveOpened(campaign_id=str(event.campaign_id), wave_no=event.wave_no, at=_instant(event.at))


def _closed(event: WaveClosed) -> Message:
    return v1.WaveClosed(
        campaign_id=str(event.campaign_id),
        wave_no=event.wave_no,
        applications=event.applications,
        at=_instant(event.at),
    )


def _approved(event: SeatPlanApproved) -> Message:
    return v1.SeatPlanApproved(**_programme(event), seats=event.seats)


def _changed(event: SeatPlanChanged) -> Message:
    # `from` is a word of Python.
    numbers: dict[str, Any] = {"from": event.before, "to": event.after}
    return v1.SeatPlanChanged(**_programme(event), **numbers, reason=event.reason)


def _programme(event: SeatPlanApproved | SeatPlanChanged) -> dict[str, Any]:
    return {
        "seat_plan_id": str(event.seat_plan_id),
        "campaign_id": str(event.campaign_id),
        "school_id": str(event.programme.school_id),
        "grade": event.programme.grade,
        "language": event.programme.language,
        "profile": event.programme.profile or None,
        "order": _order(event.order),
    }


def _order(order: WrittenOrder) -> Order:
    return Order(number=order.number, date=order.signed_on.isoformat())


def _submitted(event: ApplicationSubmitted) -> Message:
    return v1.ApplicationSubmitted(
        application_id=str(event.application_id),
        campaign_id=str(event.campaign_id),
        child_ref=event.child_ref,
        channel=f"APPLICATION_CHANNEL_{event.channel}",
        choices=[
            v1.ApplicationChoice(
                rank=rank, school_id=str(choice.programme.school_id), language=choice.programme.language
            )
            for rank, choice in enumerate(event.choices, start=1)
        ],
        claim_count=event.claim_count,
        submitted_at=_instant(event.submitted_at, "milliseconds"),
        receipt_no=event.receipt_no,
    )


def _returned(event: ApplicationReturned) -> Message:
    return v1.ApplicationReturnedForCorrection(
        application_id=str(event.application_id),
        defect_count=len(event.defects),
        respond_by=_instant(event.respond_by),
    )


def _registered(event: ApplicationRegistered) -> Message:
    return v1.ApplicationRegistered(
        application_id=str(event.application_id),
        registration_no=event.registration_no,
        queue_date=_instant(event.registered_at, "milliseconds"),
    )


def _decided(event: ClaimDecided) -> Message:
    claim = event.claim
    told = {
        "application_id": str(event.application_id),
        "category": claim.category,
        "school_id": claim.school,
    }
    if claim.state is ClaimState.REJECTED:
        return v1.PriorityClaimRejected(**told, reason=claim.reason)
    until = claim.valid_until.isoformat() if claim.valid_until else None
    return v1.PriorityClaimVerified(**told, verified_by=claim.decided_by, valid_until=until)


def _withdrawn(event: ApplicationWithdrawn) -> Message:
    return v1.ApplicationWithdrawn(application_id=str(event.application_id))


def _rejected(event: ApplicationRejected) -> Message:
    return v1.ApplicationRejected(
        application_id=str(event.application_id),
        legal_basis=event.legal_basis,
        appeal_until=event.appeal_until.isoformat(),
        is_final=event.is_final,
    )


def _instant(at: datetime, precision: str = "auto") -> str:
    return at.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")


MESSAGES: Mapping[type, Callable[[Any], Message]] = {
    CampaignPublished: _published,
    WaveOpened: _opened,
    WaveClosed: _closed,
    SeatPlanApproved: _approved,
    SeatPlanChanged: _changed,
    ApplicationSubmitted: _submitted,
    ApplicationReturned: _returned,
    ApplicationRegistered: _registered,
    ClaimDecided: _decided,
    ApplicationWithdrawn: _withdrawn,
    ApplicationRejected: _rejected,
}
"""How each fact becomes its message."""
