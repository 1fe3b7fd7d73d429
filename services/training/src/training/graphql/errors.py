"""How training's refusals look in its graph."""

from datetime import date
from pathlib import Path

import strawberry

from chassis.schema import Catalogue, NotFoundError, Refusals, UserError
from training.domain import refusals


@strawberry.type(description="A member of staff is known by a name, of at most 200 letters.")
class StaffNameMissingError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="A member of staff works in at least one school.")
class SchoolMissingError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="A person has one employment in a school at a time.")
class AlreadyEmployedError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="The person does not work in this school.")
class NotEmployedError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="Nobody leaves a school before working there.")
class LeftBeforeHiredError(UserError):
    """See domain/refusals.py."""

    hired_on: date = strawberry.field(description="The first day at work.")


@strawberry.type(description="An order has a number.")
class OrderNumberMissingError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="Who works in a school is not forgotten.")
class StillEmployedError(UserError):
    """See domain/refusals.py."""


TYPES: dict[type[Exception], type[UserError]] = {
    refusals.NotFound: NotFoundError,
    refusals.StaffNameMissing: StaffNameMissingError,
    refusals.SchoolMissing: SchoolMissingError,
    refusals.AlreadyEmployed: AlreadyEmployedError,
    refusals.NotEmployed: NotEmployedError,
    refusals.LeftBeforeHired: LeftBeforeHiredError,
    refusals.OrderNumberMissing: OrderNumberMissingError,
    refusals.StillEmployed: StillEmployedError,
}

REFUSALS = Refusals(TYPES, Catalogue.of(Path(__file__).with_name("messages.toml")))
