# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
import datetime

from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ContractPurpose(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONTRACT_PURPOSE_UNSPECIFIED: _ClassVar[ContractPurpose]
    CONTRACT_PURPOSE_OPEN_DATA: _ClassVar[ContractPurpose]
    CONTRACT_PURPOSE_STATISTICS: _ClassVar[ContractPurpose]
    CONTRACT_PURPOSE_REGISTER_EXCHANGE: _ClassVar[ContractPurpose]
    CONTRACT_PURPOSE_SANDBOX: _ClassVar[ContractPurpose]
CONTRACT_PURPOSE_UNSPECIFIED: ContractPurpose
CONTRACT_PURPOSE_OPEN_DATA: ContractPurpose
CONTRACT_PURPOSE_STATISTICS: ContractPurpose
CONTRACT_PURPOSE_REGISTER_EXCHANGE: ContractPurpose
CONTRACT_PURPOSE_SANDBOX: ContractPurpose

class ContractTopic(_message.Message):
    __slots__ = ("topic", "all_fields", "fields")
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    ALL_FIELDS_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    topic: str
    all_fields: bool
    fields: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, topic: _Optional[str] = ..., all_fields: _Optional[bool] = ..., fields: _Optional[_Iterable[str]] = ...) -> None: ...

class ContractAgreed(_message.Message):
    __slots__ = ("contract_id", "version", "client", "purpose", "topics", "is_countrywide", "region_ids", "district_ids", "school_ids", "valid_from", "valid_until")
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    CLIENT_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    TOPICS_FIELD_NUMBER: _ClassVar[int]
    IS_COUNTRYWIDE_FIELD_NUMBER: _ClassVar[int]
    REGION_IDS_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_IDS_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_IDS_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_FIELD_NUMBER: _ClassVar[int]
    VALID_UNTIL_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    version: int
    client: str
    purpose: ContractPurpose
    topics: _containers.RepeatedCompositeFieldContainer[ContractTopic]
    is_countrywide: bool
    region_ids: _containers.RepeatedScalarFieldContainer[str]
    district_ids: _containers.RepeatedScalarFieldContainer[str]
    school_ids: _containers.RepeatedScalarFieldContainer[str]
    valid_from: _timestamp_pb2.Timestamp
    valid_until: _timestamp_pb2.Timestamp
    def __init__(self, contract_id: _Optional[str] = ..., version: _Optional[int] = ..., client: _Optional[str] = ..., purpose: _Optional[_Union[ContractPurpose, str]] = ..., topics: _Optional[_Iterable[_Union[ContractTopic, _Mapping]]] = ..., is_countrywide: _Optional[bool] = ..., region_ids: _Optional[_Iterable[str]] = ..., district_ids: _Optional[_Iterable[str]] = ..., school_ids: _Optional[_Iterable[str]] = ..., valid_from: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., valid_until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ContractAmended(_message.Message):
    __slots__ = ("contract_id", "version", "client", "purpose", "topics", "is_countrywide", "region_ids", "district_ids", "school_ids", "valid_from", "valid_until")
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    CLIENT_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    TOPICS_FIELD_NUMBER: _ClassVar[int]
    IS_COUNTRYWIDE_FIELD_NUMBER: _ClassVar[int]
    REGION_IDS_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_IDS_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_IDS_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_FIELD_NUMBER: _ClassVar[int]
    VALID_UNTIL_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    version: int
    client: str
    purpose: ContractPurpose
    topics: _containers.RepeatedCompositeFieldContainer[ContractTopic]
    is_countrywide: bool
    region_ids: _containers.RepeatedScalarFieldContainer[str]
    district_ids: _containers.RepeatedScalarFieldContainer[str]
    school_ids: _containers.RepeatedScalarFieldContainer[str]
    valid_from: _timestamp_pb2.Timestamp
    valid_until: _timestamp_pb2.Timestamp
    def __init__(self, contract_id: _Optional[str] = ..., version: _Optional[int] = ..., client: _Optional[str] = ..., purpose: _Optional[_Union[ContractPurpose, str]] = ..., topics: _Optional[_Iterable[_Union[ContractTopic, _Mapping]]] = ..., is_countrywide: _Optional[bool] = ..., region_ids: _Optional[_Iterable[str]] = ..., district_ids: _Optional[_Iterable[str]] = ..., school_ids: _Optional[_Iterable[str]] = ..., valid_from: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., valid_until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ContractEnded(_message.Message):
    __slots__ = ("contract_id", "version", "reason", "at")
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    version: int
    reason: str
    at: _timestamp_pb2.Timestamp
    def __init__(self, contract_id: _Optional[str] = ..., version: _Optional[int] = ..., reason: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
