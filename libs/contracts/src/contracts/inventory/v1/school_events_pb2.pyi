# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SchoolKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SCHOOL_KIND_UNSPECIFIED: _ClassVar[SchoolKind]
    SCHOOL_KIND_KINDERGARTEN: _ClassVar[SchoolKind]
    SCHOOL_KIND_PRIMARY: _ClassVar[SchoolKind]
    SCHOOL_KIND_BASIC: _ClassVar[SchoolKind]
    SCHOOL_KIND_SECONDARY: _ClassVar[SchoolKind]
    SCHOOL_KIND_GYMNASIUM: _ClassVar[SchoolKind]
    SCHOOL_KIND_BOARDING: _ClassVar[SchoolKind]
SCHOOL_KIND_UNSPECIFIED: SchoolKind
SCHOOL_KIND_KINDERGARTEN: SchoolKind
SCHOOL_KIND_PRIMARY: SchoolKind
SCHOOL_KIND_BASIC: SchoolKind
SCHOOL_KIND_SECONDARY: SchoolKind
SCHOOL_KIND_GYMNASIUM: SchoolKind
SCHOOL_KIND_BOARDING: SchoolKind

class SchoolRegistered(_message.Message):
    __slots__ = ("school_id", "national_code", "name", "kind", "district_id", "is_branch_of", "languages", "effective_from", "time_zone")
    class NameEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    NATIONAL_CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_ID_FIELD_NUMBER: _ClassVar[int]
    IS_BRANCH_OF_FIELD_NUMBER: _ClassVar[int]
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    school_id: str
    national_code: str
    name: _containers.ScalarMap[str, str]
    kind: SchoolKind
    district_id: str
    is_branch_of: str
    languages: _containers.RepeatedScalarFieldContainer[str]
    effective_from: str
    time_zone: str
    def __init__(self, school_id: _Optional[str] = ..., national_code: _Optional[str] = ..., name: _Optional[_Mapping[str, str]] = ..., kind: _Optional[_Union[SchoolKind, str]] = ..., district_id: _Optional[str] = ..., is_branch_of: _Optional[str] = ..., languages: _Optional[_Iterable[str]] = ..., effective_from: _Optional[str] = ..., time_zone: _Optional[str] = ...) -> None: ...

class SchoolRenamed(_message.Message):
    __slots__ = ("school_id", "name", "effective_from")
    class NameEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    school_id: str
    name: _containers.ScalarMap[str, str]
    effective_from: str
    def __init__(self, school_id: _Optional[str] = ..., name: _Optional[_Mapping[str, str]] = ..., effective_from: _Optional[str] = ...) -> None: ...
