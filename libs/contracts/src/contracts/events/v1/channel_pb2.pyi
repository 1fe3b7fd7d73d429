# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from google.protobuf import descriptor_pb2 as _descriptor_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PersonalData(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PERSONAL_DATA_UNSPECIFIED: _ClassVar[PersonalData]
    PERSONAL_DATA_NONE: _ClassVar[PersonalData]
    PERSONAL_DATA_PSEUDONYMOUS: _ClassVar[PersonalData]
    PERSONAL_DATA_RESTRICTED: _ClassVar[PersonalData]
PERSONAL_DATA_UNSPECIFIED: PersonalData
PERSONAL_DATA_NONE: PersonalData
PERSONAL_DATA_PSEUDONYMOUS: PersonalData
PERSONAL_DATA_RESTRICTED: PersonalData
CHANNEL_FIELD_NUMBER: _ClassVar[int]
channel: _descriptor.FieldDescriptor
EVENT_FIELD_NUMBER: _ClassVar[int]
event: _descriptor.FieldDescriptor

class Channel(_message.Message):
    __slots__ = ("topic", "summary", "partitions", "retention_days", "is_open_data", "has_states")
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    PARTITIONS_FIELD_NUMBER: _ClassVar[int]
    RETENTION_DAYS_FIELD_NUMBER: _ClassVar[int]
    IS_OPEN_DATA_FIELD_NUMBER: _ClassVar[int]
    HAS_STATES_FIELD_NUMBER: _ClassVar[int]
    topic: str
    summary: str
    partitions: int
    retention_days: int
    is_open_data: bool
    has_states: bool
    def __init__(self, topic: _Optional[str] = ..., summary: _Optional[str] = ..., partitions: _Optional[int] = ..., retention_days: _Optional[int] = ..., is_open_data: _Optional[bool] = ..., has_states: _Optional[bool] = ...) -> None: ...

class Event(_message.Message):
    __slots__ = ("key", "personal_data", "consumers", "places", "is_countrywide")
    KEY_FIELD_NUMBER: _ClassVar[int]
    PERSONAL_DATA_FIELD_NUMBER: _ClassVar[int]
    CONSUMERS_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    IS_COUNTRYWIDE_FIELD_NUMBER: _ClassVar[int]
    key: str
    personal_data: PersonalData
    consumers: _containers.RepeatedScalarFieldContainer[str]
    places: _containers.RepeatedScalarFieldContainer[str]
    is_countrywide: bool
    def __init__(self, key: _Optional[str] = ..., personal_data: _Optional[_Union[PersonalData, str]] = ..., consumers: _Optional[_Iterable[str]] = ..., places: _Optional[_Iterable[str]] = ..., is_countrywide: _Optional[bool] = ...) -> None: ...
