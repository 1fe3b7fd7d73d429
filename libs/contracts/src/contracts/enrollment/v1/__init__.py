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
    PersonKind,
)
from contracts.enrollment.v1.queue_events_pb2 import (
    QueueChanged,
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
    "PersonKind",
    "PlaceOffered",
    "QueueChanged",
    "StudentEnrolled",
    "StudentLeft",
    "StudentTransferred",
]
