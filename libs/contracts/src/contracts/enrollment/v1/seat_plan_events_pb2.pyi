# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.common.v1 import order_pb2 as _order_pb2
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SeatPlanApproved(_message.Message):
    __slots__ = ("campaign_id", "school_id", "grade", "language", "profile", "seats", "order", "seat_plan_id")
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    GRADE_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    PROFILE_FIELD_NUMBER: _ClassVar[int]
    SEATS_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    SEAT_PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    campaign_id: str
    school_id: str
    grade: int
    language: str
    profile: str
    seats: int
    order: _order_pb2.Order
    seat_plan_id: str
    def __init__(self, campaign_id: _Optional[str] = ..., school_id: _Optional[str] = ..., grade: _Optional[int] = ..., language: _Optional[str] = ..., profile: _Optional[str] = ..., seats: _Optional[int] = ..., order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ..., seat_plan_id: _Optional[str] = ...) -> None: ...

class SeatPlanChanged(_message.Message):
    __slots__ = ("campaign_id", "school_id", "grade", "language", "profile", "to", "reason", "order", "seat_plan_id")
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    GRADE_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    PROFILE_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    SEAT_PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    campaign_id: str
    school_id: str
    grade: int
    language: str
    profile: str
    to: int
    reason: str
    order: _order_pb2.Order
    seat_plan_id: str
    def __init__(self, campaign_id: _Optional[str] = ..., school_id: _Optional[str] = ..., grade: _Optional[int] = ..., language: _Optional[str] = ..., profile: _Optional[str] = ..., to: _Optional[int] = ..., reason: _Optional[str] = ..., order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ..., seat_plan_id: _Optional[str] = ..., **kwargs) -> None: ...
