# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StaffCategory(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STAFF_CATEGORY_UNSPECIFIED: _ClassVar[StaffCategory]
    STAFF_CATEGORY_TEACHER: _ClassVar[StaffCategory]
    STAFF_CATEGORY_MANAGER: _ClassVar[StaffCategory]
    STAFF_CATEGORY_ICT_COORDINATOR: _ClassVar[StaffCategory]
    STAFF_CATEGORY_SIC: _ClassVar[StaffCategory]
STAFF_CATEGORY_UNSPECIFIED: StaffCategory
STAFF_CATEGORY_TEACHER: StaffCategory
STAFF_CATEGORY_MANAGER: StaffCategory
STAFF_CATEGORY_ICT_COORDINATOR: StaffCategory
STAFF_CATEGORY_SIC: StaffCategory

class StaffRegistered(_message.Message):
    __slots__ = ("teacher_id", "school_ids", "category", "subjects", "hired_on")
    TEACHER_ID_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_IDS_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    SUBJECTS_FIELD_NUMBER: _ClassVar[int]
    HIRED_ON_FIELD_NUMBER: _ClassVar[int]
    teacher_id: str
    school_ids: _containers.RepeatedScalarFieldContainer[str]
    category: StaffCategory
    subjects: _containers.RepeatedScalarFieldContainer[str]
    hired_on: str
    def __init__(self, teacher_id: _Optional[str] = ..., school_ids: _Optional[_Iterable[str]] = ..., category: _Optional[_Union[StaffCategory, str]] = ..., subjects: _Optional[_Iterable[str]] = ..., hired_on: _Optional[str] = ...) -> None: ...

class StaffLeft(_message.Message):
    __slots__ = ("teacher_id", "school_id", "left_on")
    TEACHER_ID_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    LEFT_ON_FIELD_NUMBER: _ClassVar[int]
    teacher_id: str
    school_id: str
    left_on: str
    def __init__(self, teacher_id: _Optional[str] = ..., school_id: _Optional[str] = ..., left_on: _Optional[str] = ...) -> None: ...
