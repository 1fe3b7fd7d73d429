"""What a school's connection was worth when it was measured; never edited, only superseded."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from inventory.domain.ids import MeasurementId, SchoolId
from inventory.domain.refusals import MeasurementImplausible


class MeasurementMethod(StrEnum):
    """How the figures came about."""

    DECLARED = "DECLARED"
    SPEED_TEST = "SPEED_TEST"
    PROBE = "PROBE"
    PROVIDER = "PROVIDER"


@dataclass(frozen=True, slots=True)
class ConnectivityMeasured:
    """A school's connection was measured: megabits a second, milliseconds."""

    school_id: SchoolId
    down_mbps: float | None
    up_mbps: float | None
    latency_ms: float | None
    method: MeasurementMethod
    at: datetime


@dataclass(eq=False)
class ConnectivityMeasurement:
    """One measurement."""

    id: MeasurementId
    school_id: SchoolId
    down_mbps: float | None
    up_mbps: float | None
    latency_ms: float | None
    method: MeasurementMethod
    measured_at: datetime
    events: list[Any] = field(default_factory=list)

    @classmethod
    def record(cls, *, now: datetime, **figures: Any) -> "ConnectivityMeasurement":
        """A measurement as it comes in. Refuses one without figures, below zero or from the future."""
        measurement = cls(**figures)
        known = [
            figure
            for figure in (measurement.down_mbps, measurement.up_mbps, measurement.latency_ms)
            if figure is not None
        ]
        if not known or min(known) < 0 or measurement.measured_at > now:
            raise MeasurementImplausible
        measurement.events.append(
            ConnectivityMeasured(
                measurement.school_id,
                measurement.down_mbps,
                measurement.up_mbps,
                measurement.latency_ms,
                measurement.method,
                measurement.measured_at,
            )
        )
        return measurement
