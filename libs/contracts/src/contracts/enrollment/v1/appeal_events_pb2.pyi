# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AppealDecision(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    APPEAL_DECISION_UNSPECIFIED: _ClassVar[AppealDecision]
    APPEAL_DECISION_UPHELD: _ClassVar[AppealDecision]
    APPEAL_DECISION_DISMISSED: _ClassVar[AppealDecision]
APPEAL_DECISION_UNSPECIFIED: AppealDecision
APPEAL_DECISION_UPHELD: AppealDecision
APPEAL_DECISION_DISMISSED: AppealDecision

class AppealFiled(_message.Message):
    __slots__ = ("appeal_id", "application_id", "on")
    APPEAL_ID_FIELD_NUMBER: _ClassVar[int]
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    appeal_id: str
    application_id: str
    on: str
    def __init__(self, appeal_id: _Optional[str] = ..., application_id: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class AppealDecided(_message.Message):
    __slots__ = ("appeal_id", "decision", "seats_added")
    APPEAL_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    SEATS_ADDED_FIELD_NUMBER: _ClassVar[int]
    appeal_id: str
    decision: AppealDecision
    seats_added: int
    def __init__(self, appeal_id: _Optional[str] = ..., decision: _Optional[_Union[AppealDecision, str]] = ..., seats_added: _Optional[int] = ...) -> None: ...
