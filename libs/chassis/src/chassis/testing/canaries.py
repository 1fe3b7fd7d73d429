"""Names that nobody bears, to be planted where names are given and looked for where none may be."""

import io
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
import structlog
from graphql import (
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
)
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from chassis.settings import PlatformSettings
from chassis.telemetry import logs, spans
from chassis.telemetry.foreign import Structured
from chassis.testing.samples import sample

NAME, BORN = "Kanarejkina", "1911-03-07"
_PERSONAL = re.compile(
    "(displayName|birthDate|nationalId|documentNumber|address|phone|email)$", re.IGNORECASE
)
_NOT_SAMPLED: Mapping[str, Any] = {"JSON": {}}


def is_personal(name: str, kind: str) -> bool:
    """Whether an input field says who somebody is: by the words that our schemas use for it."""
    return kind in ("String", "Date") and _PERSONAL.search(name) is not None


def with_canaries(of: GraphQLInputType, identifier: UUID) -> Any:
    """An input with every field filled, and a canary in each that is personal."""
    if isinstance(of, GraphQLNonNull):
        return with_canaries(of.of_type, identifier)
    if isinstance(of, GraphQLList):
        return [with_canaries(of.of_type, identifier)]
    if not isinstance(of, GraphQLInputObjectType):
        name = get_named_type(of).name
        return _NOT_SAMPLED[name] if name in _NOT_SAMPLED else sample(of, identifier)
    return {
        name: (NAME if kind == "String" else BORN)
        if is_personal(name, kind := get_named_type(one.type).name)
        else with_canaries(one.type, identifier)
        for name, one in of.fields.items()
        if name != "idempotencyKey"
    }


def holds_canary(text: str) -> bool:
    """Whether a name or a birth date stands there, in whatever case."""
    return NAME.lower() in text.lower() or BORN in text


@dataclass(frozen=True, slots=True)
class Overheard:
    """What a process says of itself: its lines of log, and its spans."""

    lines: io.StringIO
    exported: InMemorySpanExporter
    flush: Callable[[], object]

    def texts(self) -> Iterator[tuple[str, str]]:
        """Everything that was said, and in which way."""
        self.flush()
        for line in self.lines.getvalue().splitlines():
            yield f"log: {line[:60]}", line
        for one in self.exported.get_finished_spans():
            yield f"span {one.name}", one.to_json()


@contextmanager
def overhearing() -> Iterator[Overheard]:
    """Listens to logs at their finest and to spans, as they would leave the process."""
    lines, exported = io.StringIO(), InMemorySpanExporter()
    settings = PlatformSettings(log_format="json", log_level="DEBUG")
    structlog.configure(
        processors=logs.processors(settings, service="test"),
        logger_factory=structlog.PrintLoggerFactory(lines),
    )
    handler = logging.StreamHandler(lines)
    handler.setFormatter(Structured(logs.processors(settings, service="test")))
    logging.getLogger().addHandler(handler)
    before = spans._tracer
    provider = spans.export_spans(exported, service="test")
    try:
        yield Overheard(lines, exported, provider.force_flush)
    finally:
        provider.shutdown()
        spans._tracer = before
        logging.getLogger().removeHandler(handler)
        structlog.reset_defaults()


_TABLES = """select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace
and c.relkind = 'r' order by c.relname"""
_HEX = NAME.encode().hex()


async def canaries_in(connection: Any) -> set[tuple[str, str]]:
    """In which tables and columns of a database a canary sits, whatever the type of the column."""
    found: set[tuple[str, str]] = set()
    for table in [row["relname"] for row in await connection.fetch(_TABLES)]:
        for row in await connection.fetch(f'select to_jsonb(t)::text as row from "{table}" as t'):  # noqa: S608 - the catalogue's own names
            held = {column: str(value) for column, value in orjson.loads(row["row"]).items()}
            found |= {(table, name) for name, text in held.items() if holds_canary(text) or _HEX in text}
    return found
