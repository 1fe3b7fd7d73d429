"""A log line is an event with fields. Ids yes; a child's name, never."""

import logging
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import orjson
import structlog

from chassis.settings import PlatformSettings
from chassis.telemetry.failures import failure_without_words
from chassis.telemetry.foreign import Structured, WhatLasts
from chassis.telemetry.spans import current_trace_id

Logger = structlog.stdlib.BoundLogger


def configure_logging(settings: PlatformSettings, *, service: str) -> None:
    """Sends every log line of this process to standard error: JSON for machines, or plain for people."""
    level = logging.getLevelNamesMapping()[settings.log_level]
    structlog.configure(
        processors=processors(settings, service=service),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    # Refusals are answers, and failures are logged by us, once, where they are caught.
    logging.getLogger("strawberry.execution").setLevel(logging.CRITICAL)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Structured(processors(settings, service=service)))
    handler.addFilter(WhatLasts())
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[handler])


def processors(settings: PlatformSettings, *, service: str) -> list[Any]:
    """What makes a line of an event: whose it is, in which request, and where it failed without what it held."""
    return [_named(service), _traced, failure_without_words, *_rendering(settings.log_format)]


def get_logger() -> Logger:
    """The logger: `log.info("place_offered", group=group, answer_by=answer_by)`."""
    logger: Logger = structlog.get_logger()
    return logger


def _rendering(form: str) -> list[Any]:
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    if form == "console":
        return [structlog.processors.add_log_level, stamp, structlog.dev.ConsoleRenderer()]
    return [
        structlog.processors.add_log_level,
        stamp,
        structlog.processors.JSONRenderer(
            serializer=lambda event, **_: orjson.dumps(event, default=str).decode()
        ),
    ]


def _named(service: str) -> Any:
    def add(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
        return {"service": service, **event}

    return add


def _traced(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    trace = current_trace_id()
    return {**event, "trace": trace} if trace else event
