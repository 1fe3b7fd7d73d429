"""What every subgraph's schema has in common: scalars, and refusals as data."""

from chassis.schema.refusals import (
    Catalogue,
    IdempotencyKeyReusedError,
    NotFoundError,
    Refusals,
    UserError,
)
from chassis.schema.scalars import SCALARS, Decimal, Duration, Locale, Url

__all__ = [
    "SCALARS",
    "Catalogue",
    "Decimal",
    "Duration",
    "IdempotencyKeyReusedError",
    "Locale",
    "NotFoundError",
    "Refusals",
    "Url",
    "UserError",
]
