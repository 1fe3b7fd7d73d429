# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.enrollment.v1.guardian_events_pb2 import GuardianshipKind, GuardianshipGranted, GuardianshipEnded
from contracts.enrollment.v1.person_events_pb2 import PersonKind, PersonChanged, PersonErased
from contracts.enrollment.v1.student_events_pb2 import LeavingReason, StudentEnrolled, StudentTransferred, StudentLeft

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
