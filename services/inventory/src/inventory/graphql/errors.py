"""How inventory's refusals look in its graph."""

from pathlib import Path

import strawberry

from chassis.schema import Catalogue, NotFoundError, Refusals, UserError, VersionConflictError
from inventory.domain import refusals
from inventory.graphql.webhook_errors import WEBHOOK_TYPES


@strawberry.type(description="Another region, district or school bears this code.")
class CodeTakenError(UserError):
    """See domain/refusals.py."""

    national_code: str = strawberry.field(description="The code that is taken.")


@strawberry.type(description="A name is needed in at least one language.")
class NameMissingError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="The time zone is not in the IANA database.")
class UnknownTimeZoneError(UserError):
    """See domain/refusals.py."""

    time_zone: str = strawberry.field(description="What was given.")


@strawberry.type(description="The school has a device with this inventory number.")
class InventoryNumberTakenError(UserError):
    """See domain/refusals.py."""

    inventory_number: str = strawberry.field(description="The number that is taken.")


@strawberry.type(description="A live device of this model bears the serial number.")
class SerialNumberTakenError(UserError):
    """See domain/refusals.py."""

    serial_number: str = strawberry.field(description="The number that is taken.")


@strawberry.type(description="The states of an asset do not lead from here to there.")
class StatusNotReachableError(UserError):
    """See domain/refusals.py."""

    current: str = strawberry.field(description="The status it has.")
    wanted: str = strawberry.field(description="The status that was asked for.")


@strawberry.type(description="A measurement needs a figure, none below zero, and not from the future.")
class MeasurementImplausibleError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="A contract names at least one topic, and either places or the whole country.")
class ContractEmptyError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="A period begins before it ends.")
class PeriodImplausibleError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="Nothing is published on a topic of this name.")
class UnknownTopicError(UserError):
    """See domain/refusals.py."""

    topic: str = strawberry.field(description="What was given.")


@strawberry.type(description="No event of the topic has such a field.")
class UnknownContractFieldError(UserError):
    """See domain/refusals.py."""

    topic: str = strawberry.field(description="The topic.")
    name: str = strawberry.field(description="What was given.")


@strawberry.type(description="The topic tells more about people than the purpose allows.")
class TopicTooPersonalError(UserError):
    """See domain/refusals.py."""

    topic: str = strawberry.field(description="The topic.")
    purpose: str = strawberry.field(description="The purpose.")


@strawberry.type(description="A contract that has ended is not changed; agree on a new one.")
class ContractHasEndedError(UserError):
    """See domain/refusals.py."""


TYPES: dict[type[Exception], type[UserError]] = {
    refusals.NotFound: NotFoundError,
    refusals.CodeTaken: CodeTakenError,
    refusals.NameMissing: NameMissingError,
    refusals.UnknownTimeZone: UnknownTimeZoneError,
    refusals.InventoryNumberTaken: InventoryNumberTakenError,
    refusals.SerialNumberTaken: SerialNumberTakenError,
    refusals.StatusNotReachable: StatusNotReachableError,
    refusals.VersionConflict: VersionConflictError,
    refusals.MeasurementImplausible: MeasurementImplausibleError,
    refusals.ContractEmpty: ContractEmptyError,
    refusals.PeriodImplausible: PeriodImplausibleError,
    refusals.UnknownTopic: UnknownTopicError,
    refusals.UnknownContractField: UnknownContractFieldError,
    refusals.TopicTooPersonal: TopicTooPersonalError,
    refusals.ContractHasEnded: ContractHasEndedError,
    **WEBHOOK_TYPES,
}

REFUSALS = Refusals(TYPES, Catalogue.of(Path(__file__).with_name("messages.toml")))
