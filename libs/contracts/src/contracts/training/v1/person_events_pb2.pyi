# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class PersonChanged(_message.Message):
    __slots__ = ("person_id", "display_name", "sort_key")
    class SortKeyEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    SORT_KEY_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    display_name: str
    sort_key: _containers.ScalarMap[str, str]
    def __init__(self, person_id: _Optional[str] = ..., display_name: _Optional[str] = ..., sort_key: _Optional[_Mapping[str, str]] = ...) -> None: ...

class PersonErased(_message.Message):
    __slots__ = ("person_id", "erased_on", "school_ids")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    ERASED_ON_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_IDS_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    erased_on: str
    school_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, person_id: _Optional[str] = ..., erased_on: _Optional[str] = ..., school_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class PersonPartSealed(_message.Message):
    __slots__ = ("export_id", "person_id", "sealed", "signature")
    EXPORT_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    SEALED_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    export_id: str
    person_id: str
    sealed: bytes
    signature: bytes
    def __init__(self, export_id: _Optional[str] = ..., person_id: _Optional[str] = ..., sealed: _Optional[bytes] = ..., signature: _Optional[bytes] = ...) -> None: ...
