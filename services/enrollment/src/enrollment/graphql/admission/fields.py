"""The fields that inputs of admission have in common."""

from uuid import UUID

import strawberry

from enrollment.graphql.inputs import KEY

VERSION = "Refuses a change on top of one that the caller has not seen."


def key() -> UUID | None:
    """The key under which a repeated request is done once."""
    return strawberry.field(default=None, description=KEY)  # type: ignore[no-any-return]


def version() -> int | None:
    """The version that the caller has seen."""
    return strawberry.field(default=None, description=VERSION)  # type: ignore[no-any-return]
