"""How inventory's refusals look in its graph."""

from pathlib import Path

import strawberry

from chassis.schema import Catalogue, NotFoundError, Refusals, UserError, VersionConflictError
from inventory.domain import refusals


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
}

REFUSALS = Refusals(TYPES, Catalogue.of(Path(__file__).with_name("messages.toml")))
