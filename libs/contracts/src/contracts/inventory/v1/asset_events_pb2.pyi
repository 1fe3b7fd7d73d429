# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
import datetime

from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AssetKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ASSET_KIND_UNSPECIFIED: _ClassVar[AssetKind]
    ASSET_KIND_DESKTOP: _ClassVar[AssetKind]
    ASSET_KIND_LAPTOP: _ClassVar[AssetKind]
    ASSET_KIND_TABLET: _ClassVar[AssetKind]
    ASSET_KIND_INTERACTIVE_BOARD: _ClassVar[AssetKind]
    ASSET_KIND_PROJECTOR: _ClassVar[AssetKind]
    ASSET_KIND_PRINTER: _ClassVar[AssetKind]
    ASSET_KIND_OTHER: _ClassVar[AssetKind]

class AssetStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ASSET_STATUS_UNSPECIFIED: _ClassVar[AssetStatus]
    ASSET_STATUS_RECEIVED: _ClassVar[AssetStatus]
    ASSET_STATUS_IN_SERVICE: _ClassVar[AssetStatus]
    ASSET_STATUS_STORED: _ClassVar[AssetStatus]
    ASSET_STATUS_IN_REPAIR: _ClassVar[AssetStatus]
    ASSET_STATUS_FAULTY: _ClassVar[AssetStatus]
    ASSET_STATUS_LOST: _ClassVar[AssetStatus]
    ASSET_STATUS_WRITE_OFF_PROPOSED: _ClassVar[AssetStatus]
    ASSET_STATUS_WRITTEN_OFF: _ClassVar[AssetStatus]
    ASSET_STATUS_TRANSFER_PROPOSED: _ClassVar[AssetStatus]
    ASSET_STATUS_TRANSFERRED_OUT: _ClassVar[AssetStatus]
ASSET_KIND_UNSPECIFIED: AssetKind
ASSET_KIND_DESKTOP: AssetKind
ASSET_KIND_LAPTOP: AssetKind
ASSET_KIND_TABLET: AssetKind
ASSET_KIND_INTERACTIVE_BOARD: AssetKind
ASSET_KIND_PROJECTOR: AssetKind
ASSET_KIND_PRINTER: AssetKind
ASSET_KIND_OTHER: AssetKind
ASSET_STATUS_UNSPECIFIED: AssetStatus
ASSET_STATUS_RECEIVED: AssetStatus
ASSET_STATUS_IN_SERVICE: AssetStatus
ASSET_STATUS_STORED: AssetStatus
ASSET_STATUS_IN_REPAIR: AssetStatus
ASSET_STATUS_FAULTY: AssetStatus
ASSET_STATUS_LOST: AssetStatus
ASSET_STATUS_WRITE_OFF_PROPOSED: AssetStatus
ASSET_STATUS_WRITTEN_OFF: AssetStatus
ASSET_STATUS_TRANSFER_PROPOSED: AssetStatus
ASSET_STATUS_TRANSFERRED_OUT: AssetStatus

class AssetCommissioned(_message.Message):
    __slots__ = ("asset_id", "school_id", "inventory_number", "serial_number", "model_id", "kind", "location_id", "acquired_on", "warranty_until", "cost", "funding_source", "set_id", "status")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    INVENTORY_NUMBER_FIELD_NUMBER: _ClassVar[int]
    SERIAL_NUMBER_FIELD_NUMBER: _ClassVar[int]
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    LOCATION_ID_FIELD_NUMBER: _ClassVar[int]
    ACQUIRED_ON_FIELD_NUMBER: _ClassVar[int]
    WARRANTY_UNTIL_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    FUNDING_SOURCE_FIELD_NUMBER: _ClassVar[int]
    SET_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    school_id: str
    inventory_number: str
    serial_number: str
    model_id: str
    kind: AssetKind
    location_id: str
    acquired_on: str
    warranty_until: str
    cost: str
    funding_source: str
    set_id: str
    status: AssetStatus
    def __init__(self, asset_id: _Optional[str] = ..., school_id: _Optional[str] = ..., inventory_number: _Optional[str] = ..., serial_number: _Optional[str] = ..., model_id: _Optional[str] = ..., kind: _Optional[_Union[AssetKind, str]] = ..., location_id: _Optional[str] = ..., acquired_on: _Optional[str] = ..., warranty_until: _Optional[str] = ..., cost: _Optional[str] = ..., funding_source: _Optional[str] = ..., set_id: _Optional[str] = ..., status: _Optional[_Union[AssetStatus, str]] = ...) -> None: ...

class AssetStatusChanged(_message.Message):
    __slots__ = ("asset_id", "school_id", "from_status", "to_status", "reason", "at", "by_role")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_STATUS_FIELD_NUMBER: _ClassVar[int]
    TO_STATUS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    BY_ROLE_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    school_id: str
    from_status: AssetStatus
    to_status: AssetStatus
    reason: str
    at: _timestamp_pb2.Timestamp
    by_role: str
    def __init__(self, asset_id: _Optional[str] = ..., school_id: _Optional[str] = ..., from_status: _Optional[_Union[AssetStatus, str]] = ..., to_status: _Optional[_Union[AssetStatus, str]] = ..., reason: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., by_role: _Optional[str] = ...) -> None: ...
