# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.common.v1 import order_pb2 as _order_pb2
from contracts.events.v1 import channel_pb2 as _channel_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AllocationRunCommitted(_message.Message):
    __slots__ = ("run_id", "campaign_id", "version", "seed_commitment", "randomness_source")
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SEED_COMMITMENT_FIELD_NUMBER: _ClassVar[int]
    RANDOMNESS_SOURCE_FIELD_NUMBER: _ClassVar[int]
    run_id: str
    campaign_id: str
    version: int
    seed_commitment: str
    randomness_source: str
    def __init__(self, run_id: _Optional[str] = ..., campaign_id: _Optional[str] = ..., version: _Optional[int] = ..., seed_commitment: _Optional[str] = ..., randomness_source: _Optional[str] = ...) -> None: ...

class AllocationRunFrozen(_message.Message):
    __slots__ = ("run_id", "freeze_hash", "applications", "at")
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    FREEZE_HASH_FIELD_NUMBER: _ClassVar[int]
    APPLICATIONS_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    run_id: str
    freeze_hash: str
    applications: int
    at: str
    def __init__(self, run_id: _Optional[str] = ..., freeze_hash: _Optional[str] = ..., applications: _Optional[int] = ..., at: _Optional[str] = ...) -> None: ...

class AllocationRunExecuted(_message.Message):
    __slots__ = ("run_id", "input_hash", "at")
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    INPUT_HASH_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    run_id: str
    input_hash: str
    at: str
    def __init__(self, run_id: _Optional[str] = ..., input_hash: _Optional[str] = ..., at: _Optional[str] = ...) -> None: ...

class AllocationRunPublished(_message.Message):
    __slots__ = ("run_id", "seed_reveal", "public_randomness", "output_hash", "seats_filled", "unplaced", "at")
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    SEED_REVEAL_FIELD_NUMBER: _ClassVar[int]
    PUBLIC_RANDOMNESS_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_HASH_FIELD_NUMBER: _ClassVar[int]
    SEATS_FILLED_FIELD_NUMBER: _ClassVar[int]
    UNPLACED_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    run_id: str
    seed_reveal: str
    public_randomness: str
    output_hash: str
    seats_filled: int
    unplaced: int
    at: str
    def __init__(self, run_id: _Optional[str] = ..., seed_reveal: _Optional[str] = ..., public_randomness: _Optional[str] = ..., output_hash: _Optional[str] = ..., seats_filled: _Optional[int] = ..., unplaced: _Optional[int] = ..., at: _Optional[str] = ...) -> None: ...

class AllocationRunConfirmed(_message.Message):
    __slots__ = ("run_id", "at")
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    run_id: str
    at: str
    def __init__(self, run_id: _Optional[str] = ..., at: _Optional[str] = ...) -> None: ...

class AllocationRunAnnulled(_message.Message):
    __slots__ = ("run_id", "order")
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    run_id: str
    order: _order_pb2.Order
    def __init__(self, run_id: _Optional[str] = ..., order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ...) -> None: ...
