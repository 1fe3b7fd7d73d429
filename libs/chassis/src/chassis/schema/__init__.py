"""What every subgraph's schema has in common: scalars, and refusals as data."""

from chassis.schema.enums import describe_enum
from chassis.schema.names import LocaleArgument, Names
from chassis.schema.performing import Context, Done, Performer, Permit, entity_id
from chassis.schema.record_reads import RECORD_READ_COLUMNS, RecordRead
from chassis.schema.refusals import (
    SHARED_REFUSALS,
    Catalogue,
    IdempotencyKeyReusedError,
    NotFoundError,
    Refusals,
    UserError,
    VersionConflictError,
)
from chassis.schema.scalars import SCALARS, Decimal, Duration, EventCursor, Locale, Url

__all__ = [
    "RECORD_READ_COLUMNS",
    "SCALARS",
    "SHARED_REFUSALS",
    "Catalogue",
    "Context",
    "Decimal",
    "Done",
    "Duration",
    "EventCursor",
    "IdempotencyKeyReusedError",
    "Locale",
    "LocaleArgument",
    "Names",
    "NotFoundError",
    "Performer",
    "Permit",
    "RecordRead",
    "Refusals",
    "Url",
    "UserError",
    "VersionConflictError",
    "describe_enum",
    "entity_id",
]
