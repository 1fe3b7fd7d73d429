# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.inventory.v1.asset_events_pb2 import (
    AssetCommissioned,
    AssetKind,
    AssetStatus,
    AssetStatusChanged,
)
from contracts.inventory.v1.connectivity_events_pb2 import (
    ConnectivityMeasured,
    MeasurementMethod,
)
from contracts.inventory.v1.district_events_pb2 import (
    DistrictChanged,
)
from contracts.inventory.v1.school_events_pb2 import (
    SchoolKind,
    SchoolRegistered,
    SchoolRenamed,
)

__all__ = [
    "AssetCommissioned",
    "AssetKind",
    "AssetStatus",
    "AssetStatusChanged",
    "ConnectivityMeasured",
    "DistrictChanged",
    "MeasurementMethod",
    "SchoolKind",
    "SchoolRegistered",
    "SchoolRenamed",
]
