# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ApplicationChannel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    APPLICATION_CHANNEL_UNSPECIFIED: _ClassVar[ApplicationChannel]
    APPLICATION_CHANNEL_PORTAL: _ClassVar[ApplicationChannel]
    APPLICATION_CHANNEL_EGOV: _ClassVar[ApplicationChannel]
    APPLICATION_CHANNEL_SCHOOL: _ClassVar[ApplicationChannel]
    APPLICATION_CHANNEL_OPERATOR: _ClassVar[ApplicationChannel]
APPLICATION_CHANNEL_UNSPECIFIED: ApplicationChannel
APPLICATION_CHANNEL_PORTAL: ApplicationChannel
APPLICATION_CHANNEL_EGOV: ApplicationChannel
APPLICATION_CHANNEL_SCHOOL: ApplicationChannel
APPLICATION_CHANNEL_OPERATOR: ApplicationChannel

class ApplicationChoice(_message.Message):
    __slots__ = ("rank", "school_id", "language")
    RANK_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    rank: int
    school_id: str
    language: str
    def __init__(self, rank: _Optional[int] = ..., school_id: _Optional[str] = ..., language: _Optional[str] = ...) -> None: ...

class ApplicationSubmitted(_message.Message):
    __slots__ = ("application_id", "campaign_id", "child_ref", "channel", "choices", "claim_count", "submitted_at", "receipt_no")
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    CHILD_REF_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    CHOICES_FIELD_NUMBER: _ClassVar[int]
    CLAIM_COUNT_FIELD_NUMBER: _ClassVar[int]
    SUBMITTED_AT_FIELD_NUMBER: _ClassVar[int]
    RECEIPT_NO_FIELD_NUMBER: _ClassVar[int]
    application_id: str
    campaign_id: str
    child_ref: str
    channel: ApplicationChannel
    choices: _containers.RepeatedCompositeFieldContainer[ApplicationChoice]
    claim_count: int
    submitted_at: str
    receipt_no: str
    def __init__(self, application_id: _Optional[str] = ..., campaign_id: _Optional[str] = ..., child_ref: _Optional[str] = ..., channel: _Optional[_Union[ApplicationChannel, str]] = ..., choices: _Optional[_Iterable[_Union[ApplicationChoice, _Mapping]]] = ..., claim_count: _Optional[int] = ..., submitted_at: _Optional[str] = ..., receipt_no: _Optional[str] = ...) -> None: ...

class ApplicationReturnedForCorrection(_message.Message):
    __slots__ = ("application_id", "defect_count", "respond_by")
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    DEFECT_COUNT_FIELD_NUMBER: _ClassVar[int]
    RESPOND_BY_FIELD_NUMBER: _ClassVar[int]
    application_id: str
    defect_count: int
    respond_by: str
    def __init__(self, application_id: _Optional[str] = ..., defect_count: _Optional[int] = ..., respond_by: _Optional[str] = ...) -> None: ...

class ApplicationRegistered(_message.Message):
    __slots__ = ("application_id", "registration_no", "queue_date")
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    REGISTRATION_NO_FIELD_NUMBER: _ClassVar[int]
    QUEUE_DATE_FIELD_NUMBER: _ClassVar[int]
    application_id: str
    registration_no: str
    queue_date: str
    def __init__(self, application_id: _Optional[str] = ..., registration_no: _Optional[str] = ..., queue_date: _Optional[str] = ...) -> None: ...

class ApplicationWithdrawn(_message.Message):
    __slots__ = ("application_id",)
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    application_id: str
    def __init__(self, application_id: _Optional[str] = ...) -> None: ...

class ApplicationRejected(_message.Message):
    __slots__ = ("application_id", "legal_basis", "appeal_until", "is_final")
    APPLICATION_ID_FIELD_NUMBER: _ClassVar[int]
    LEGAL_BASIS_FIELD_NUMBER: _ClassVar[int]
    APPEAL_UNTIL_FIELD_NUMBER: _ClassVar[int]
    IS_FINAL_FIELD_NUMBER: _ClassVar[int]
    application_id: str
    legal_basis: str
    appeal_until: str
    is_final: bool
    def __init__(self, application_id: _Optional[str] = ..., legal_basis: _Optional[str] = ..., appeal_until: _Optional[str] = ..., is_final: _Optional[bool] = ...) -> None: ...
