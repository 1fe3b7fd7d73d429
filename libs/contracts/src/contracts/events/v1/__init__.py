# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1.channel_pb2 import (
    Channel,
    Event,
    PersonalData,
)
from contracts.events.v1.state_pb2 import (
    State,
    StateEvent,
)

__all__ = [
    "Channel",
    "Event",
    "PersonalData",
    "State",
    "StateEvent",
]
