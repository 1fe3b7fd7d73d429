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

class MeasurementMethod(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MEASUREMENT_METHOD_UNSPECIFIED: _ClassVar[MeasurementMethod]
    MEASUREMENT_METHOD_DECLARED: _ClassVar[MeasurementMethod]
    MEASUREMENT_METHOD_SPEED_TEST: _ClassVar[MeasurementMethod]
    MEASUREMENT_METHOD_PROBE: _ClassVar[MeasurementMethod]
    MEASUREMENT_METHOD_PROVIDER: _ClassVar[MeasurementMethod]
MEASUREMENT_METHOD_UNSPECIFIED: MeasurementMethod
MEASUREMENT_METHOD_DECLARED: MeasurementMethod
MEASUREMENT_METHOD_SPEED_TEST: MeasurementMethod
MEASUREMENT_METHOD_PROBE: MeasurementMethod
MEASUREMENT_METHOD_PROVIDER: MeasurementMethod

class ConnectivityMeasured(_message.Message):
    __slots__ = ("school_id", "access_point_id", "down_mbps", "up_mbps", "latency_ms", "method", "at")
    SCHOOL_ID_FIELD_NUMBER: _ClassVar[int]
    ACCESS_POINT_ID_FIELD_NUMBER: _ClassVar[int]
    DOWN_MBPS_FIELD_NUMBER: _ClassVar[int]
    UP_MBPS_FIELD_NUMBER: _ClassVar[int]
    LATENCY_MS_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    school_id: str
    access_point_id: str
    down_mbps: float
    up_mbps: float
    latency_ms: float
    method: MeasurementMethod
    at: _timestamp_pb2.Timestamp
    def __init__(self, school_id: _Optional[str] = ..., access_point_id: _Optional[str] = ..., down_mbps: _Optional[float] = ..., up_mbps: _Optional[float] = ..., latency_ms: _Optional[float] = ..., method: _Optional[_Union[MeasurementMethod, str]] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
