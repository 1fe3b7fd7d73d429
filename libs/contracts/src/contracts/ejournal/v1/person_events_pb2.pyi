# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ForgottenKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FORGOTTEN_KIND_UNSPECIFIED: _ClassVar[ForgottenKind]
    FORGOTTEN_KIND_STUDENT: _ClassVar[ForgottenKind]
    FORGOTTEN_KIND_GUARDIAN: _ClassVar[ForgottenKind]
    FORGOTTEN_KIND_APPLICANT: _ClassVar[ForgottenKind]
    FORGOTTEN_KIND_TEACHER: _ClassVar[ForgottenKind]
FORGOTTEN_KIND_UNSPECIFIED: ForgottenKind
FORGOTTEN_KIND_STUDENT: ForgottenKind
FORGOTTEN_KIND_GUARDIAN: ForgottenKind
FORGOTTEN_KIND_APPLICANT: ForgottenKind
FORGOTTEN_KIND_TEACHER: ForgottenKind

class PersonForgotten(_message.Message):
    __slots__ = ("person_id", "kind", "forgotten_on")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    FORGOTTEN_ON_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    kind: ForgottenKind
    forgotten_on: str
    def __init__(self, person_id: _Optional[str] = ..., kind: _Optional[_Union[ForgottenKind, str]] = ..., forgotten_on: _Optional[str] = ...) -> None: ...

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
