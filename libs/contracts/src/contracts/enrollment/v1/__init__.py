# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.enrollment.v1.allocation_run_events_pb2 import (
    AllocationRunAnnulled,
    AllocationRunCommitted,
    AllocationRunConfirmed,
    AllocationRunExecuted,
    AllocationRunFrozen,
    AllocationRunPublished,
)
from contracts.enrollment.v1.appeal_events_pb2 import (
    AppealDecided,
    AppealDecision,
    AppealFiled,
)
from contracts.enrollment.v1.application_events_pb2 import (
    ApplicationChannel,
    ApplicationChoice,
    ApplicationRegistered,
    ApplicationRejected,
    ApplicationReturnedForCorrection,
    ApplicationSubmitted,
    ApplicationWithdrawn,
)
from contracts.enrollment.v1.campaign_events_pb2 import (
    CampaignKind,
    CampaignPublished,
    Wave,
    WaveClosed,
    WaveOpened,
)
from contracts.enrollment.v1.claim_events_pb2 import (
    PriorityClaimRejected,
    PriorityClaimVerified,
)
from contracts.enrollment.v1.guardian_events_pb2 import (
    GuardianshipEnded,
    GuardianshipGranted,
    GuardianshipKind,
)
from contracts.enrollment.v1.offer_events_pb2 import (
    DeclineReason,
    OfferAccepted,
    OfferDeclined,
    OfferExpired,
    OfferRestored,
    PlaceOffered,
)
from contracts.enrollment.v1.person_events_pb2 import (
    PersonChanged,
    PersonErased,
    PersonExportRequested,
    PersonKind,
)
from contracts.enrollment.v1.queue_events_pb2 import (
    QueueChanged,
)
from contracts.enrollment.v1.seat_plan_events_pb2 import (
    SeatPlanApproved,
    SeatPlanChanged,
)
from contracts.enrollment.v1.student_events_pb2 import (
    LeavingReason,
    StudentEnrolled,
    StudentLeft,
    StudentTransferred,
)

__all__ = [
    "AllocationRunAnnulled",
    "AllocationRunCommitted",
    "AllocationRunConfirmed",
    "AllocationRunExecuted",
    "AllocationRunFrozen",
    "AllocationRunPublished",
    "AppealDecided",
    "AppealDecision",
    "AppealFiled",
    "ApplicationChannel",
    "ApplicationChoice",
    "ApplicationRegistered",
    "ApplicationRejected",
    "ApplicationReturnedForCorrection",
    "ApplicationSubmitted",
    "ApplicationWithdrawn",
    "CampaignKind",
    "CampaignPublished",
    "DeclineReason",
    "GuardianshipEnded",
    "GuardianshipGranted",
    "GuardianshipKind",
    "LeavingReason",
    "OfferAccepted",
    "OfferDeclined",
    "OfferExpired",
    "OfferRestored",
    "PersonChanged",
    "PersonErased",
    "PersonExportRequested",
    "PersonKind",
    "PlaceOffered",
    "PriorityClaimRejected",
    "PriorityClaimVerified",
    "QueueChanged",
    "SeatPlanApproved",
    "SeatPlanChanged",
    "StudentEnrolled",
    "StudentLeft",
    "StudentTransferred",
    "Wave",
    "WaveClosed",
    "WaveOpened",
]
