# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DeclineReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DECLINE_REASON_UNSPECIFIED: _ClassVar[DeclineReason]
    DECLINE_REASON_PLACE_ELSEWHERE: _ClassVar[DeclineReason]
    DECLINE_REASON_MOVED: _ClassVar[DeclineReason]
    DECLINE_REASON_BEGINS_LATER: _ClassVar[DeclineReason]
    DECLINE_REASON_OTHER: _ClassVar[DeclineReason]
DECLINE_REASON_UNSPECIFIED: DeclineReason
DECLINE_REASON_PLACE_ELSEWHERE: DeclineReason
DECLINE_REASON_MOVED: DeclineReason
DECLINE_REASON_BEGINS_LATER: DeclineReason
DECLINE_REASON_OTHER: DeclineReason

class PlaceOffered(_message.Message):
    __slots__ = ("offer_id", "application_id", "school_id", "respond_by", "explanation_id")
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    RESPOND_BY_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_ID_FIELD_NUMBER: _ClassVar[int]
    offer_id: str
    application_id: str
    school_id: str
    respond_by: str
    explanation_id: str
    def __init__(self, offer_id: _Optional[str] = ..., application_id: _Optional[str] = ..., school_id: _Optional[str] = ..., respond_by: _Optional[str] = ..., explanation_id: _Optional[str] = ...) -> None: ...

class OfferAccepted(_message.Message):
    __slots__ = ("offer_id", "application_id", "at", "keep_waiting_for")
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    KEEP_WAITING_FOR_FIELD_NUMBER: _ClassVar[int]
    offer_id: str
    application_id: str
    at: str
    keep_waiting_for: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, offer_id: _Optional[str] = ..., application_id: _Optional[str] = ..., at: _Optional[str] = ..., keep_waiting_for: _Optional[_Iterable[str]] = ...) -> None: ...

class OfferDeclined(_message.Message):
    __slots__ = ("offer_id", "application_id", "reason")
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    offer_id: str
    application_id: str
    reason: DeclineReason
    def __init__(self, offer_id: _Optional[str] = ..., application_id: _Optional[str] = ..., reason: _Optional[_Union[DeclineReason, str]] = ...) -> None: ...

class OfferExpired(_message.Message):
    __slots__ = ("offer_id", "application_id", "restorable_until")
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    RESTORABLE_UNTIL_FIELD_NUMBER: _ClassVar[int]
    offer_id: str
    application_id: str
    restorable_until: str
    def __init__(self, offer_id: _Optional[str] = ..., application_id: _Optional[str] = ..., restorable_until: _Optional[str] = ...) -> None: ...

class OfferRestored(_message.Message):
    __slots__ = ("offer_id", "application_id", "at")
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    offer_id: str
    application_id: str
    at: str
    def __init__(self, offer_id: _Optional[str] = ..., application_id: _Optional[str] = ..., at: _Optional[str] = ...) -> None: ...
