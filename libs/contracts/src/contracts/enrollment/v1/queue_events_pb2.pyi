# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class QueueChanged(_message.Message):
    __slots__ = ("queue_id", "queue_version", "cause", "from_rank", "at")
    QUEUE_ID_FIELD_NUMBER: _ClassVar[int]
    QUEUE_VERSION_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    FROM_RANK_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    queue_id: str
    queue_version: int
    cause: str
    from_rank: int
    at: str
    def __init__(self, queue_id: _Optional[str] = ..., queue_version: _Optional[int] = ..., cause: _Optional[str] = ..., from_rank: _Optional[int] = ..., at: _Optional[str] = ...) -> None: ...
