# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1.channel_pb2 import (
    Channel,
    Event,
    PersonalData,
)

__all__ = [
    "Channel",
    "Event",
    "PersonalData",
]
