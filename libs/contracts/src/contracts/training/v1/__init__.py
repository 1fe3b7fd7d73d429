# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.training.v1.person_events_pb2 import (
    PersonChanged,
    PersonErased,
    PersonPartSealed,
)
from contracts.training.v1.teacher_events_pb2 import (
    StaffCategory,
    StaffLeft,
    StaffRegistered,
)

__all__ = [
    "PersonChanged",
    "PersonErased",
    "PersonPartSealed",
    "StaffCategory",
    "StaffLeft",
    "StaffRegistered",
]
