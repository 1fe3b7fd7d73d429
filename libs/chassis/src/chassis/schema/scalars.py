"""The scalars of every subgraph, each with the specification of its form."""

import datetime as dt
import decimal
import re
import uuid
from collections.abc import Callable
from typing import Any, NewType

from strawberry.exceptions import StrawberryInputCoercionError
from strawberry.types.scalar import ScalarDefinition

Locale = NewType("Locale", str)
Url = NewType("Url", str)
Duration = NewType("Duration", str)
EventCursor = NewType("EventCursor", str)
Decimal = decimal.Decimal

_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,2000}", re.ASCII)
_DURATION = re.compile(
    r"P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?", re.ASCII
)
_CURSOR = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,30}(\.\d{1,30})?", re.ASCII)


def _parser(name: str, parse: Callable[[str], Any], form: str, longest: int) -> Callable[[object], Any]:
    def read(value: object) -> Any:
        if isinstance(value, str) and len(value) <= longest:
            try:
                return parse(value)
            except ValueError:
                pass
        raise StrawberryInputCoercionError(f"{name} takes a string of the form {form}.")

    return read


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if pattern.fullmatch(value) is None:
            raise ValueError(value)
        return value

    return check


def _instant(value: str) -> dt.datetime:
    instant = dt.datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError(value)
    return instant.astimezone(dt.UTC)


def _decimal(value: str) -> decimal.Decimal:
    return decimal.Decimal(_matching(_DECIMAL)(value))


def _date(value: str) -> dt.date:
    if len(value) != len("2026-09-01"):
        raise ValueError(value)
    return dt.date.fromisoformat(value)


def _scalar(
    python: Any,
    name: str,
    *,
    what: str,
    form: str,
    law: str,
    parse: Callable[[str], Any],
    serialize: Any = str,
    longest: int = 2048,
) -> tuple[Any, ScalarDefinition]:
    definition = ScalarDefinition(
        name=name,
        description=f"{what}, for example `{form}`.",
        specified_by_url=law,
        serialize=serialize,
        parse_value=_parser(name, parse, form, longest),
        parse_literal=None,
        origin=python,
    )
    return python, definition


def _instant_text(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


_RFC3339 = "https://www.rfc-editor.org/rfc/rfc3339"

SCALARS: dict[object, ScalarDefinition] = dict(
    [
        _scalar(
            dt.datetime,
            "DateTime",
            what="An instant in UTC",
            form="2026-09-01T08:00:00Z",
            law=_RFC3339,
            parse=_instant,
            serialize=_instant_text,
        ),
        _scalar(
            dt.date,
            "Date",
            what="A day of the calendar, in the school's zone",
            form="2026-09-01",
            law=_RFC3339,
            parse=_date,
            serialize=dt.date.isoformat,
        ),
        _scalar(
            dt.time,
            "Time",
            what="A time of day, in the school's zone",
            form="08:30:00",
            law=_RFC3339,
            parse=dt.time.fromisoformat,
            serialize=dt.time.isoformat,
        ),
        _scalar(
            Duration,
            "Duration",
            what="A length of time (ISO 8601)",
            form="P10D",
            law="https://www.rfc-editor.org/rfc/rfc3339#appendix-A",
            parse=_matching(_DURATION),
        ),
        _scalar(
            decimal.Decimal,
            "Decimal",
            what="An exact decimal number, as a string",
            form="12.50",
            law="https://www.w3.org/TR/xmlschema-2/#decimal",
            parse=_decimal,
        ),
        _scalar(
            EventCursor,
            "EventCursor",
            what="Where somebody stands in what they follow; opaque, and theirs alone",
            form="c2VhbGVk",
            law="https://www.rfc-editor.org/rfc/rfc4648#section-5",
            parse=_matching(_CURSOR),
            # As many queues as any family ever stands in.
            longest=16_384,
        ),
        _scalar(
            uuid.UUID,
            "UUID",
            what="A universally unique identifier",
            form="0197f3c2-0000-7000-8000-000000000000",
            law="https://www.rfc-editor.org/rfc/rfc9562",
            parse=uuid.UUID,
        ),
        _scalar(
            Url,
            "URL",
            what="An absolute web address",
            form="https://example.org/",
            law="https://url.spec.whatwg.org/",
            parse=_matching(_URL),
        ),
        _scalar(
            Locale,
            "Locale",
            what="A language tag (BCP 47)",
            form="ba-RU",
            law="https://www.rfc-editor.org/rfc/bcp/bcp47.txt",
            parse=_matching(_LOCALE),
        ),
    ]
)
"""For `StrawberryConfig(scalar_map=SCALARS)`: Python type to scalar."""
