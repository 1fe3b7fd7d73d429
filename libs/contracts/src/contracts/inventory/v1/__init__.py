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
from contracts.inventory.v1.contract_events_pb2 import (
    ContractAgreed,
    ContractAmended,
    ContractEnded,
    ContractPurpose,
    ContractTopic,
)
from contracts.inventory.v1.district_events_pb2 import (
    DistrictChanged,
)
from contracts.inventory.v1.person_events_pb2 import (
    PersonPartSealed,
)
from contracts.inventory.v1.school_events_pb2 import (
    SchoolKind,
    SchoolRegistered,
    SchoolRenamed,
)
from contracts.inventory.v1.webhook_events_pb2 import (
    WebhookChanged,
    WebhookDeleted,
    WebhookReplayRequested,
    WebhookSecret,
)
from contracts.inventory.v1.webhook_trial_events_pb2 import (
    WebhookTried,
)

__all__ = [
    "AssetCommissioned",
    "AssetKind",
    "AssetStatus",
    "AssetStatusChanged",
    "ConnectivityMeasured",
    "ContractAgreed",
    "ContractAmended",
    "ContractEnded",
    "ContractPurpose",
    "ContractTopic",
    "DistrictChanged",
    "MeasurementMethod",
    "PersonPartSealed",
    "SchoolKind",
    "SchoolRegistered",
    "SchoolRenamed",
    "WebhookChanged",
    "WebhookDeleted",
    "WebhookReplayRequested",
    "WebhookSecret",
    "WebhookTried",
]
