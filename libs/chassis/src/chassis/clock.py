"""What time it is, and which day it is at a school."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This instant."""
    return datetime.now(UTC)


def today(time_zone: str = "UTC") -> date:
    """The day that it is in a zone of the IANA database."""
    return datetime.now(ZoneInfo(time_zone)).date()
