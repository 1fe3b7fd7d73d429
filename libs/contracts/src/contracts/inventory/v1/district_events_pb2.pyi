# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class DistrictChanged(_message.Message):
    __slots__ = ("district_id", "region_id", "code", "name", "region_code")
    class NameEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    DISTRICT_ID_FIELD_NUMBER: _ClassVar[int]
    REGION_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    district_id: str
    region_id: str
    code: str
    name: _containers.ScalarMap[str, str]
    region_code: str
    def __init__(self, district_id: _Optional[str] = ..., region_id: _Optional[str] = ..., code: _Optional[str] = ..., name: _Optional[_Mapping[str, str]] = ..., region_code: _Optional[str] = ...) -> None: ...
