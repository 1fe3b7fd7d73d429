# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.enrollment.v1.guardian_events_pb2 import (
    GuardianshipEnded,
    GuardianshipGranted,
    GuardianshipKind,
)
from contracts.enrollment.v1.person_events_pb2 import (
    PersonChanged,
    PersonErased,
    PersonKind,
)
from contracts.enrollment.v1.student_events_pb2 import (
    LeavingReason,
    StudentEnrolled,
    StudentLeft,
    StudentTransferred,
)

__all__ = [
    "GuardianshipEnded",
    "GuardianshipGranted",
    "GuardianshipKind",
    "LeavingReason",
    "PersonChanged",
    "PersonErased",
    "PersonKind",
    "StudentEnrolled",
    "StudentLeft",
    "StudentTransferred",
]
