# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.common.v1 import order_pb2 as _order_pb2
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class LeavingReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LEAVING_REASON_UNSPECIFIED: _ClassVar[LeavingReason]
    LEAVING_REASON_GRADUATED: _ClassVar[LeavingReason]
    LEAVING_REASON_TRANSFERRED: _ClassVar[LeavingReason]
    LEAVING_REASON_MOVED: _ClassVar[LeavingReason]
    LEAVING_REASON_EXPELLED: _ClassVar[LeavingReason]
    LEAVING_REASON_OTHER: _ClassVar[LeavingReason]
LEAVING_REASON_UNSPECIFIED: LeavingReason
LEAVING_REASON_GRADUATED: LeavingReason
LEAVING_REASON_TRANSFERRED: LeavingReason
LEAVING_REASON_MOVED: LeavingReason
LEAVING_REASON_EXPELLED: LeavingReason
LEAVING_REASON_OTHER: LeavingReason

class StudentEnrolled(_message.Message):
    __slots__ = ("student_id", "application_id", "school_id", "grade", "academic_year_id", "order", "enrolled_on", "language", "academic_year_code")
    STUDENT_ID_FIELD_NUMBER: _ClassVar[int]
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    GRADE_FIELD_NUMBER: _ClassVar[int]
    ACADEMIC_YEAR_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    ENROLLED_ON_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    ACADEMIC_YEAR_CODE_FIELD_NUMBER: _ClassVar[int]
    student_id: str
    application_id: str
    school_id: str
    grade: int
    academic_year_id: str
    order: _order_pb2.Order
    enrolled_on: str
    language: str
    academic_year_code: str
    def __init__(self, student_id: _Optional[str] = ..., application_id: _Optional[str] = ..., school_id: _Optional[str] = ..., grade: _Optional[int] = ..., academic_year_id: _Optional[str] = ..., order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ..., enrolled_on: _Optional[str] = ..., language: _Optional[str] = ..., academic_year_code: _Optional[str] = ...) -> None: ...

class StudentTransferred(_message.Message):
    __slots__ = ("student_id", "from_school_id", "to_school_id", "order", "on", "grade", "academic_year_id", "language", "academic_year_code")
    STUDENT_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    TO_SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    GRADE_FIELD_NUMBER: _ClassVar[int]
    ACADEMIC_YEAR_ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    ACADEMIC_YEAR_CODE_FIELD_NUMBER: _ClassVar[int]
    student_id: str
    from_school_id: str
    to_school_id: str
    order: _order_pb2.Order
    on: str
    grade: int
    academic_year_id: str
    language: str
    academic_year_code: str
    def __init__(self, student_id: _Optional[str] = ..., from_school_id: _Optional[str] = ..., to_school_id: _Optional[str] = ..., order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ..., on: _Optional[str] = ..., grade: _Optional[int] = ..., academic_year_id: _Optional[str] = ..., language: _Optional[str] = ..., academic_year_code: _Optional[str] = ...) -> None: ...

class StudentLeft(_message.Message):
    __slots__ = ("student_id", "school_id", "reason", "on")
    STUDENT_ID_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    student_id: str
    school_id: str
    reason: LeavingReason
    on: str
    def __init__(self, student_id: _Optional[str] = ..., school_id: _Optional[str] = ..., reason: _Optional[_Union[LeavingReason, str]] = ..., on: _Optional[str] = ...) -> None: ...
