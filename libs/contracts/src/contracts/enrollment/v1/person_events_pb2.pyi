# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PersonKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PERSON_KIND_UNSPECIFIED: _ClassVar[PersonKind]
    PERSON_KIND_STUDENT: _ClassVar[PersonKind]
    PERSON_KIND_GUARDIAN: _ClassVar[PersonKind]
    PERSON_KIND_APPLICANT: _ClassVar[PersonKind]
    PERSON_KIND_TEACHER: _ClassVar[PersonKind]
PERSON_KIND_UNSPECIFIED: PersonKind
PERSON_KIND_STUDENT: PersonKind
PERSON_KIND_GUARDIAN: PersonKind
PERSON_KIND_APPLICANT: PersonKind
PERSON_KIND_TEACHER: PersonKind

class PersonChanged(_message.Message):
    __slots__ = ("person_id", "kind", "display_name", "sort_key")
    class SortKeyEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    SORT_KEY_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    kind: PersonKind
    display_name: str
    sort_key: _containers.ScalarMap[str, str]
    def __init__(self, person_id: _Optional[str] = ..., kind: _Optional[_Union[PersonKind, str]] = ..., display_name: _Optional[str] = ..., sort_key: _Optional[_Mapping[str, str]] = ...) -> None: ...

class PersonExportRequested(_message.Message):
    __slots__ = ("export_id", "person_id", "kind", "public_key", "account")
    EXPORT_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PUBLIC_KEY_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    export_id: str
    person_id: str
    kind: PersonKind
    public_key: bytes
    account: str
    def __init__(self, export_id: _Optional[str] = ..., person_id: _Optional[str] = ..., kind: _Optional[_Union[PersonKind, str]] = ..., public_key: _Optional[bytes] = ..., account: _Optional[str] = ...) -> None: ...

class PersonErased(_message.Message):
    __slots__ = ("person_id", "kind", "erased_on", "other_ids", "school_id")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ERASED_ON_FIELD_NUMBER: _ClassVar[int]
    OTHER_IDS_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    kind: PersonKind
    erased_on: str
    other_ids: _containers.RepeatedScalarFieldContainer[str]
    school_id: str
    def __init__(self, person_id: _Optional[str] = ..., kind: _Optional[_Union[PersonKind, str]] = ..., erased_on: _Optional[str] = ..., other_ids: _Optional[_Iterable[str]] = ..., school_id: _Optional[str] = ...) -> None: ...
