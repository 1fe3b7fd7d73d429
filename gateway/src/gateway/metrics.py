"""Figures for operations, as Prometheus reads them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from chassis.identity.verifier import TokenCounts
from gateway.service import Gateway


@dataclass(slots=True)
class Traffic:
    """Requests by HTTP status, and streams that are open."""

    by_status: dict[int, int] = field(default_factory=dict)
    streams: int = 0

    def count(self, status: int) -> None:
        """One answer was sent."""
        self.by_status[status] = self.by_status.get(status, 0) + 1


def render(gateway: Gateway, traffic: Traffic, tokens: TokenCounts | None) -> bytes:
    """The page behind /metrics; without token counts when no token is verified."""
    lines = [*_lines(gateway, traffic), *(_token_lines(tokens) if tokens else ())]
    return "".join(f"{line}\n" for line in lines).encode()


def _token_lines(tokens: TokenCounts) -> Iterator[str]:
    yield "# TYPE gateway_tokens_total counter"
    for result in ("remembered", "verified", "refused"):
        yield f'gateway_tokens_total{{result="{result}"}} {getattr(tokens, result)}'
    yield "# TYPE gateway_token_cache_hit_rate gauge"
    yield f"gateway_token_cache_hit_rate {tokens.hit_rate:.4f}"


def _lines(gateway: Gateway, traffic: Traffic) -> Iterator[str]:
    yield "# TYPE gateway_requests_total counter"
    for status, count in sorted(traffic.by_status.items()):
        yield f'gateway_requests_total{{status="{status}"}} {count}'
    graph = gateway.engine.graph
    yield "# TYPE gateway_prepared_total counter"
    yield f'gateway_prepared_total{{cache="hit"}} {graph.prepared.counts.hits}'
    yield f'gateway_prepared_total{{cache="miss"}} {graph.prepared.counts.misses}'
    yield "# TYPE gateway_reloads_total counter"
    yield f'gateway_reloads_total{{result="taken"}} {gateway.reloads.taken}'
    yield f'gateway_reloads_total{{result="refused"}} {gateway.reloads.refused}'
    yield "# TYPE gateway_subgraph_open gauge"
    for name, transport in sorted(graph.transports.items()):
        yield f'gateway_subgraph_open{{service="{name}"}} {int(not transport.breaker.is_open)}'
    yield "# TYPE gateway_streams gauge"
    yield f"gateway_streams {traffic.streams}"
