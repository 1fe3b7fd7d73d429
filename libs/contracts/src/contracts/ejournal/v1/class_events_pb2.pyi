# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ClassOpened(_message.Message):
    __slots__ = ("class_id", "school_id", "academic_year_id", "grade", "letter", "profile", "language", "capacity", "class_teacher_id")
    CLASS_ID_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    ACADEMIC_YEAR_ID_FIELD_NUMBER: _ClassVar[int]
    GRADE_FIELD_NUMBER: _ClassVar[int]
    LETTER_FIELD_NUMBER: _ClassVar[int]
    PROFILE_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    CAPACITY_FIELD_NUMBER: _ClassVar[int]
    CLASS_TEACHER_ID_FIELD_NUMBER: _ClassVar[int]
    class_id: str
    school_id: str
    academic_year_id: str
    grade: int
    letter: str
    profile: str
    language: str
    capacity: int
    class_teacher_id: str
    def __init__(self, class_id: _Optional[str] = ..., school_id: _Optional[str] = ..., academic_year_id: _Optional[str] = ..., grade: _Optional[int] = ..., letter: _Optional[str] = ..., profile: _Optional[str] = ..., language: _Optional[str] = ..., capacity: _Optional[int] = ..., class_teacher_id: _Optional[str] = ...) -> None: ...

class StudentPlacedInClass(_message.Message):
    __slots__ = ("class_id", "student_id", "from_date", "subgroup")
    CLASS_ID_FIELD_NUMBER: _ClassVar[int]
    STUDENT_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    SUBGROUP_FIELD_NUMBER: _ClassVar[int]
    class_id: str
    student_id: str
    from_date: str
    subgroup: str
    def __init__(self, class_id: _Optional[str] = ..., student_id: _Optional[str] = ..., from_date: _Optional[str] = ..., subgroup: _Optional[str] = ...) -> None: ...

class StudentLeftClass(_message.Message):
    __slots__ = ("class_id", "student_id", "until_date")
    CLASS_ID_FIELD_NUMBER: _ClassVar[int]
    STUDENT_ID_FIELD_NUMBER: _ClassVar[int]
    UNTIL_DATE_FIELD_NUMBER: _ClassVar[int]
    class_id: str
    student_id: str
    until_date: str
    def __init__(self, class_id: _Optional[str] = ..., student_id: _Optional[str] = ..., until_date: _Optional[str] = ...) -> None: ...

class ClassTeachersChanged(_message.Message):
    __slots__ = ("class_id", "class_teacher_id", "teachers")
    CLASS_ID_FIELD_NUMBER: _ClassVar[int]
    CLASS_TEACHER_ID_FIELD_NUMBER: _ClassVar[int]
    TEACHERS_FIELD_NUMBER: _ClassVar[int]
    class_id: str
    class_teacher_id: str
    teachers: _containers.RepeatedCompositeFieldContainer[SubjectTeacher]
    def __init__(self, class_id: _Optional[str] = ..., class_teacher_id: _Optional[str] = ..., teachers: _Optional[_Iterable[_Union[SubjectTeacher, _Mapping]]] = ...) -> None: ...

class SubjectTeacher(_message.Message):
    __slots__ = ("teacher_id", "subject_code")
    TEACHER_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_CODE_FIELD_NUMBER: _ClassVar[int]
    teacher_id: str
    subject_code: str
    def __init__(self, teacher_id: _Optional[str] = ..., subject_code: _Optional[str] = ...) -> None: ...
