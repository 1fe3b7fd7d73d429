# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class AcademicYearOpened(_message.Message):
    __slots__ = ("academic_year_id", "code", "start_date", "end_date", "school_id")
    ACADEMIC_YEAR_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    academic_year_id: str
    code: str
    start_date: str
    end_date: str
    school_id: str
    def __init__(self, academic_year_id: _Optional[str] = ..., code: _Optional[str] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ..., school_id: _Optional[str] = ...) -> None: ...
