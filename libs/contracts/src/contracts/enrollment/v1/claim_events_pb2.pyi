# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class PriorityClaimVerified(_message.Message):
    __slots__ = ("application_id", "category", "school_id", "verified_by", "valid_until")
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_BY_FIELD_NUMBER: _ClassVar[int]
    VALID_UNTIL_FIELD_NUMBER: _ClassVar[int]
    application_id: str
    category: str
    school_id: str
    verified_by: str
    valid_until: str
    def __init__(self, application_id: _Optional[str] = ..., category: _Optional[str] = ..., school_id: _Optional[str] = ..., verified_by: _Optional[str] = ..., valid_until: _Optional[str] = ...) -> None: ...

class PriorityClaimRejected(_message.Message):
    __slots__ = ("application_id", "category", "school_id", "reason")
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    application_id: str
    category: str
    school_id: str
    reason: str
    def __init__(self, application_id: _Optional[str] = ..., category: _Optional[str] = ..., school_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...
