"""A span is a use case. Spans cost nothing until an endpoint is given to send them to."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING

from opentelemetry import context, propagate, trace

from chassis.settings import PlatformSettings

if TYPE_CHECKING:
    # Several megabytes that a process without spans need not carry.
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter

_tracer: trace.Tracer | None = None
_OFF = nullcontext()
_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


def configure_tracing(settings: PlatformSettings, *, service: str) -> None:
    """Starts sending spans over OTLP where `BILIM_OTLP_ENDPOINT` says; without it spans stay off."""
    if settings.otlp_endpoint is None:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    export_spans(OTLPSpanExporter(endpoint=settings.otlp_endpoint), service=service)


def export_spans(exporter: "SpanExporter", *, service: str) -> "TracerProvider":
    """Sends spans to an exporter; gives the provider, to be shut down by whoever started it."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    global _tracer
    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    _tracer = provider.get_tracer("bilim")
    return provider


def span(
    name: str, *, parent: str | None = None, **attributes: str | int | float | bool
) -> AbstractContextManager[None]:
    """Measures what happens inside; `parent` is a W3C `traceparent` that came from outside."""
    return _OFF if _tracer is None else _measured(_tracer, name, parent, attributes)


@contextmanager
def _measured(
    tracer: trace.Tracer, name: str, parent: str | None, attributes: Mapping[str, str | int | float | bool]
) -> Iterator[None]:
    token = context.attach(propagate.extract({"traceparent": parent})) if parent else None
    try:
        with tracer.start_as_current_span(
            name, attributes=attributes, record_exception=False, set_status_on_exception=False
        ) as opened:
            try:
                yield
            except BaseException as error:
                # The kind alone: an exception's words may quote a row.
                opened.set_status(trace.StatusCode.ERROR, type(error).__name__)
                raise
    finally:
        if token is not None:
            context.detach(token)


def current_traceparent() -> str | None:
    """The W3C `traceparent` of the span that is open, for what leaves this process."""
    if _tracer is None:
        return None
    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    return carrier.get("traceparent")


@contextmanager
def traced_as(request_id: str) -> Iterator[None]:
    """Names what happens inside, so that a failure can be found in the logs also where spans are off."""
    token = _request_id.set(request_id or None)
    try:
        yield
    finally:
        _request_id.reset(token)


def current_trace_id() -> str | None:
    """The 32 hex digits of the open trace or request, as logs and error answers show them."""
    if _tracer is None:
        return _request_id.get()
    span_context = trace.get_current_span().get_span_context()
    return trace.format_trace_id(span_context.trace_id) if span_context.is_valid else None
