# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GuardianshipKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GUARDIANSHIP_KIND_UNSPECIFIED: _ClassVar[GuardianshipKind]
    GUARDIANSHIP_KIND_PARENT: _ClassVar[GuardianshipKind]
    GUARDIANSHIP_KIND_ADOPTIVE_PARENT: _ClassVar[GuardianshipKind]
    GUARDIANSHIP_KIND_LEGAL_GUARDIAN: _ClassVar[GuardianshipKind]
    GUARDIANSHIP_KIND_FOSTER_CARER: _ClassVar[GuardianshipKind]
GUARDIANSHIP_KIND_UNSPECIFIED: GuardianshipKind
GUARDIANSHIP_KIND_PARENT: GuardianshipKind
GUARDIANSHIP_KIND_ADOPTIVE_PARENT: GuardianshipKind
GUARDIANSHIP_KIND_LEGAL_GUARDIAN: GuardianshipKind
GUARDIANSHIP_KIND_FOSTER_CARER: GuardianshipKind

class GuardianshipGranted(_message.Message):
    __slots__ = ("student_id", "guardian_id", "kind", "from_date", "until_date")
    STUDENT_ID_FIELD_NUMBER: _ClassVar[int]
    GUARDIAN_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    UNTIL_DATE_FIELD_NUMBER: _ClassVar[int]
    student_id: str
    guardian_id: str
    kind: GuardianshipKind
    from_date: str
    until_date: str
    def __init__(self, student_id: _Optional[str] = ..., guardian_id: _Optional[str] = ..., kind: _Optional[_Union[GuardianshipKind, str]] = ..., from_date: _Optional[str] = ..., until_date: _Optional[str] = ...) -> None: ...

class GuardianshipEnded(_message.Message):
    __slots__ = ("student_id", "guardian_id", "on")
    STUDENT_ID_FIELD_NUMBER: _ClassVar[int]
    GUARDIAN_ID_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    student_id: str
    guardian_id: str
    on: str
    def __init__(self, student_id: _Optional[str] = ..., guardian_id: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...
