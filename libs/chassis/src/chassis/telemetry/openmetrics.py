"""Figures for operations, as OpenMetrics text: what Prometheus reads from `/metrics`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"
_ESCAPED = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


@dataclass(frozen=True, slots=True)
class Sample:
    """One figure, and what tells it from the others of its name."""

    value: float
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure that goes up and down, with a sentence that says what it counts."""

    name: str
    help: str
    samples: tuple[Sample, ...]


def render(gauges: Iterable[Gauge], **labels: str) -> bytes:
    """The page behind /metrics; `labels` are put on every figure."""
    return "".join(f"{line}\n" for line in _lines(gauges, labels)).encode()


def _lines(gauges: Iterable[Gauge], common: Mapping[str, str]) -> Iterator[str]:
    for gauge in gauges:
        yield f"# TYPE {gauge.name} gauge"
        yield f"# HELP {gauge.name} {gauge.help.translate(_ESCAPED)}"
        for sample in gauge.samples:
            yield f"{gauge.name}{_labels({**common, **sample.labels})} {_number(sample.value)}"
    yield "# EOF"


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    inside = ",".join(f'{name}="{value.translate(_ESCAPED)}"' for name, value in labels.items())
    return f"{{{inside}}}"
