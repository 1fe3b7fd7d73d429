"""A request is one span with its plan and its fetches below it, and each subgraph goes on from its own fetch."""

from collections.abc import Callable, Iterator

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import format_span_id, format_trace_id

from chassis.graphql import GraphQLRequest
from chassis.identity import Caller, Viewer
from chassis.telemetry import spans
from gateway.testing import Federate, Federation, Subgraph
from gateway.visitor import Visitor

TRACE = "0af7651916cd43dd8448eb211c80319c"
OUTSIDE = f"00-{TRACE}-b7ad6b7169203331-01"
SCHOOLS = Subgraph(
    "schools",
    'type Query { school: School } type School @key(fields: "id") { id: ID! name: String }',
    {"Query.school": lambda *_: {"id": "1", "name": "Gymnasium"}},
)
DEVICES = Subgraph(
    "devices",
    'type School @key(fields: "id") { id: ID! desktops: Int }',
    {"School.desktops": lambda *_: 12},
    {"School": lambda r: r},
)


@pytest.fixture
def federation(federate: Federate) -> Federation:
    return federate(SCHOOLS, DEVICES)


@pytest.fixture
def finished(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], tuple[ReadableSpan, ...]]]:
    """Spans are on for one test; gives those that ended."""
    exporter = InMemorySpanExporter()
    monkeypatch.setattr(spans, "_tracer", None)
    provider = spans.export_spans(exporter, service="gateway")

    def ended() -> tuple[ReadableSpan, ...]:
        provider.force_flush()
        return exporter.get_finished_spans()

    yield ended
    provider.shutdown()


async def ask(federation: Federation) -> None:
    request = GraphQLRequest(
        "query Screen { school { name desktops } }", "Screen", {}, {}, None, only_queries=False
    )
    headers = ((b"traceparent", OUTSIDE.encode()), (b"accept-language", b"kk"))
    await federation.engine.execute(request, Visitor(Caller(Viewer(), traceparent=OUTSIDE), headers))


async def test_a_request_its_plan_and_its_fetches_are_spans_of_the_callers_trace(
    federation: Federation, finished: Callable[[], tuple[ReadableSpan, ...]]
) -> None:
    await ask(federation)

    made = {(span.name, (span.attributes or {}).get("subgraph")): span for span in finished()}
    request = made["Screen", None]
    assert set(made) == {("Screen", None), ("plan", None), ("fetch", "schools"), ("fetch", "devices")}
    assert {format_trace_id(span.context.trace_id) for span in made.values()} == {TRACE}
    assert request.parent is not None
    assert format_span_id(request.parent.span_id) == "b7ad6b7169203331"
    assert all(
        span.parent is not None and span.parent.span_id == request.context.span_id
        for span in made.values()
        if span is not request
    )


async def test_a_subgraph_goes_on_from_its_fetch(
    federation: Federation, finished: Callable[[], tuple[ReadableSpan, ...]]
) -> None:
    await ask(federation)

    fetch = next(span for span in finished() if (span.attributes or {}).get("subgraph") == "devices")
    (sent,) = federation.transports["devices"].headers
    assert dict(sent) == {
        b"traceparent": f"00-{TRACE}-{format_span_id(fetch.context.span_id)}-01".encode(),
        b"accept-language": b"kk",
        b"bilim-operation": b"Screen",
    }


async def test_without_spans_the_callers_own_trace_is_handed_on(federation: Federation) -> None:
    await ask(federation)

    (sent,) = federation.transports["devices"].headers
    assert dict(sent)[b"traceparent"] == OUTSIDE.encode()
