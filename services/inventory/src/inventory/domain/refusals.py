"""What inventory refuses, by name."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


class Refusal(Exception):
    """Something that a rule does not allow; `field` is the input at fault, as the API names it."""

    code: ClassVar[str]
    field: ClassVar[str | None] = None


@dataclass(eq=False)
class NotFound(Refusal):
    """There is no such record."""

    code = "NOT_FOUND"
    id: UUID | str


@dataclass(eq=False)
class CodeTaken(Refusal):
    """Another region, district or school bears this code."""

    code = "CODE_TAKEN"
    field = "nationalCode"
    national_code: str


@dataclass(eq=False)
class NameMissing(Refusal):
    """A name is needed in at least one language, and in no unknown one."""

    code = "NAME_MISSING"
    field = "name"


@dataclass(eq=False)
class UnknownTimeZone(Refusal):
    """The zone is not one of the IANA database."""

    code = "UNKNOWN_TIME_ZONE"
    field = "timeZone"
    time_zone: str


@dataclass(eq=False)
class InventoryNumberTaken(Refusal):
    """Invariant 1: an inventory number is unique in a school."""

    code = "INVENTORY_NUMBER_TAKEN"
    field = "inventoryNumber"
    inventory_number: str


@dataclass(eq=False)
class SerialNumberTaken(Refusal):
    """Invariant 2: one live asset of a model bears a serial number."""

    code = "SERIAL_NUMBER_TAKEN"
    field = "serialNumber"
    serial_number: str


@dataclass(eq=False)
class StatusNotReachable(Refusal):
    """The states of an asset do not lead from here to there."""

    code = "STATUS_NOT_REACHABLE"
    field = "status"
    current: str
    wanted: str


@dataclass(eq=False)
class VersionConflict(Refusal):
    """Somebody else changed the record meanwhile."""

    code = "VERSION_CONFLICT"
    field = "expectedVersion"
    current_version: int


@dataclass(eq=False)
class MeasurementImplausible(Refusal):
    """A measurement needs at least one figure, none below zero, and not from the future."""

    code = "MEASUREMENT_IMPLAUSIBLE"


@dataclass(eq=False)
class ContractEmpty(Refusal):
    """A contract names at least one topic, and either places or the whole country."""

    code = "CONTRACT_EMPTY"
    field = "terms"


@dataclass(eq=False)
class PeriodImplausible(Refusal):
    """A period begins before it ends."""

    code = "PERIOD_IMPLAUSIBLE"
    field = "terms"


@dataclass(eq=False)
class UnknownTopic(Refusal):
    """Nothing is published on a topic of this name."""

    code = "UNKNOWN_TOPIC"
    field = "terms"
    topic: str


@dataclass(eq=False)
class UnknownContractField(Refusal):
    """No event of the topic has such a field."""

    code = "UNKNOWN_CONTRACT_FIELD"
    field = "terms"
    topic: str
    name: str


@dataclass(eq=False)
class TopicTooPersonal(Refusal):
    """The topic tells more about people than the purpose allows."""

    code = "TOPIC_TOO_PERSONAL"
    field = "terms"
    topic: str
    purpose: str


@dataclass(eq=False)
class ContractHasEnded(Refusal):
    """A contract that has ended is not changed; a new one is agreed."""

    code = "CONTRACT_HAS_ENDED"
    field = "contractId"
