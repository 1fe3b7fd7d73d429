"""What inventory tells: each fact of its domain as the message of its contract."""

from datetime import datetime
from functools import singledispatch

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from contracts.inventory import v1
from inventory.domain.asset import AssetCommissioned, AssetStatusChanged
from inventory.domain.measurement import ConnectivityMeasured
from inventory.domain.school import SchoolRegistered
from inventory.domain.territory import DistrictChanged


@singledispatch
def message_of(event: object) -> Message:
    """The message of a fact. Raises TypeError for a fact that has no contract."""
    raise TypeError(f"No contract says how to publish {type(event).__name__}.")


@message_of.register
def _(event: DistrictChanged) -> Message:
    return v1.DistrictChanged(
        district_id=str(event.district_id),
        region_id=str(event.region_id),
        code=event.code,
        name=event.name,
        region_code=event.region_code,
    )


@message_of.register
def _(event: SchoolRegistered) -> Message:
    return v1.SchoolRegistered(
        school_id=str(event.school_id),
        national_code=event.national_code,
        name=event.name,
        kind=f"SCHOOL_KIND_{event.kind}",
        district_id=str(event.district_id),
        languages=event.languages,
        effective_from=event.effective_from.isoformat(),
        time_zone=event.time_zone,
    )


@message_of.register
def _(event: AssetCommissioned) -> Message:
    return v1.AssetCommissioned(
        asset_id=str(event.asset_id),
        school_id=str(event.school_id),
        inventory_number=event.inventory_number,
        serial_number=event.serial_number,
        model_id=str(event.model_id),
        kind=f"ASSET_KIND_{event.kind}",
        acquired_on=event.acquired_on.isoformat() if event.acquired_on else None,
    )


@message_of.register
def _(event: AssetStatusChanged) -> Message:
    return v1.AssetStatusChanged(
        asset_id=str(event.asset_id),
        school_id=str(event.school_id),
        from_status=f"ASSET_STATUS_{event.before}",
        to_status=f"ASSET_STATUS_{event.after}",
        reason=event.reason,
        at=_instant(event.at),
        by_role=event.by_role,
    )


@message_of.register
def _(event: ConnectivityMeasured) -> Message:
    return v1.ConnectivityMeasured(
        school_id=str(event.school_id),
        down_mbps=event.down_mbps,
        up_mbps=event.up_mbps,
        latency_ms=event.latency_ms,
        method=f"MEASUREMENT_METHOD_{event.method}",
        at=_instant(event.at),
    )


def _instant(at: datetime) -> Timestamp:
    instant = Timestamp()
    instant.FromDatetime(at)
    return instant
