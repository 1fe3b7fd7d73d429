"""Spans are made where somebody looks at them, and name what leaves the process."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from chassis.telemetry import current_trace_id, current_traceparent, span, spans, traced_as


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the spans of a test arrive."""

    exporter: InMemorySpanExporter
    provider: TracerProvider

    def finished(self) -> tuple[ReadableSpan, ...]:
        """Spans leave in batches; a test does not wait for the next one."""
        self.provider.force_flush()
        return self.exporter.get_finished_spans()


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> Iterator[Exported]:
    """Spans are on for one test."""
    exporter = InMemorySpanExporter()
    monkeypatch.setattr(spans, "_tracer", None)
    provider = spans.export_spans(exporter, service="test")
    yield Exported(exporter, provider)
    provider.shutdown()


def test_without_an_endpoint_there_are_no_spans_and_the_request_is_still_named() -> None:
    with span("enrol_student"), traced_as("request-1"):
        assert current_traceparent() is None
        assert current_trace_id() == "request-1"

    assert current_trace_id() is None


def test_a_span_goes_on_with_the_trace_that_came_from_outside(exported: Exported) -> None:
    trace, parent = (
        "0af7651916cd43dd8448eb211c80319c",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    )

    with span("enrol_student", parent=parent, school="s1"):
        assert current_trace_id() == trace
        leaving = current_traceparent()

    (finished,) = exported.finished()
    assert leaving is not None
    assert leaving.split("-")[1] == trace
    assert finished.name == "enrol_student"
    assert dict(finished.attributes or {}) == {"school": "s1"}
