"""Logs that are events with fields, and spans written by hand."""

from chassis.telemetry.logs import configure_logging, get_logger
from chassis.telemetry.spans import configure_tracing, current_trace_id, current_traceparent, span, traced_as

__all__ = [
    "configure_logging",
    "configure_tracing",
    "current_trace_id",
    "current_traceparent",
    "get_logger",
    "span",
    "traced_as",
]
