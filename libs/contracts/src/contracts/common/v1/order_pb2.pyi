# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class Order(_message.Message):
    __slots__ = ("number", "date")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    number: str
    date: str
    def __init__(self, number: _Optional[str] = ..., date: _Optional[str] = ...) -> None: ...
