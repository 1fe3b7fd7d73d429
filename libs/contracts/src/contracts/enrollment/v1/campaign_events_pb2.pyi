# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CampaignKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CAMPAIGN_KIND_UNSPECIFIED: _ClassVar[CampaignKind]
    CAMPAIGN_KIND_KINDERGARTEN: _ClassVar[CampaignKind]
    CAMPAIGN_KIND_GRADE_1: _ClassVar[CampaignKind]
    CAMPAIGN_KIND_TRANSFER: _ClassVar[CampaignKind]
    CAMPAIGN_KIND_CAMP: _ClassVar[CampaignKind]
CAMPAIGN_KIND_UNSPECIFIED: CampaignKind
CAMPAIGN_KIND_KINDERGARTEN: CampaignKind
CAMPAIGN_KIND_GRADE_1: CampaignKind
CAMPAIGN_KIND_TRANSFER: CampaignKind
CAMPAIGN_KIND_CAMP: CampaignKind

class Wave(_message.Message):
    __slots__ = ("no", "opens", "closes", "eligibility")
    NO_FIELD_NUMBER: _ClassVar[int]
    OPENS_FIELD_NUMBER: _ClassVar[int]
    CLOSES_FIELD_NUMBER: _ClassVar[int]
    ELIGIBILITY_FIELD_NUMBER: _ClassVar[int]
    no: int
    opens: str
    closes: str
    eligibility: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, no: _Optional[int] = ..., opens: _Optional[str] = ..., closes: _Optional[str] = ..., eligibility: _Optional[_Iterable[str]] = ...) -> None: ...

class CampaignPublished(_message.Message):
    __slots__ = ("campaign_id", "kind", "academic_year_id", "district_id", "rule_pack_id", "rule_pack_version", "waves", "seed_commitment")
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ACADEMIC_YEAR_ID_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_ID_FIELD_NUMBER: _ClassVar[int]
    RULE_PACK_ID_FIELD_NUMBER: _ClassVar[int]
    RULE_PACK_VERSION_FIELD_NUMBER: _ClassVar[int]
    WAVES_FIELD_NUMBER: _ClassVar[int]
    SEED_COMMITMENT_FIELD_NUMBER: _ClassVar[int]
    campaign_id: str
    kind: CampaignKind
    academic_year_id: str
    district_id: str
    rule_pack_id: str
    rule_pack_version: int
    waves: _containers.RepeatedCompositeFieldContainer[Wave]
    seed_commitment: str
    def __init__(self, campaign_id: _Optional[str] = ..., kind: _Optional[_Union[CampaignKind, str]] = ..., academic_year_id: _Optional[str] = ..., district_id: _Optional[str] = ..., rule_pack_id: _Optional[str] = ..., rule_pack_version: _Optional[int] = ..., waves: _Optional[_Iterable[_Union[Wave, _Mapping]]] = ..., seed_commitment: _Optional[str] = ...) -> None: ...

class WaveOpened(_message.Message):
    __slots__ = ("campaign_id", "wave_no", "at")
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    WAVE_NO_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    campaign_id: str
    wave_no: int
    at: str
    def __init__(self, campaign_id: _Optional[str] = ..., wave_no: _Optional[int] = ..., at: _Optional[str] = ...) -> None: ...

class WaveClosed(_message.Message):
    __slots__ = ("campaign_id", "wave_no", "applications", "at")
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    WAVE_NO_FIELD_NUMBER: _ClassVar[int]
    APPLICATIONS_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    campaign_id: str
    wave_no: int
    applications: int
    at: str
    def __init__(self, campaign_id: _Optional[str] = ..., wave_no: _Optional[int] = ..., applications: _Optional[int] = ..., at: _Optional[str] = ...) -> None: ...
