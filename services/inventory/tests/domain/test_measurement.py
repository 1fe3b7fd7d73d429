"""What a measurement must say."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from inventory.domain.ids import MeasurementId, SchoolId
from inventory.domain.measurement import ConnectivityMeasurement, MeasurementMethod
from inventory.domain.refusals import MeasurementImplausible

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def _measured(**figures: Any) -> ConnectivityMeasurement:
    known: dict[str, Any] = {"down_mbps": None, "up_mbps": None, "latency_ms": None, "measured_at": NOON}
    return ConnectivityMeasurement.record(
        now=NOON,
        id=MeasurementId(uuid4()),
        school_id=SchoolId(uuid4()),
        method=MeasurementMethod.PROBE,
        **(known | figures),
    )


def test_one_figure_is_enough() -> None:
    measurement = _measured(down_mbps=0.0)

    assert [event.down_mbps for event in measurement.events] == [0.0]


@pytest.mark.parametrize(
    "figures",
    [{}, {"down_mbps": -1.0}, {"down_mbps": 5.0, "measured_at": NOON + timedelta(seconds=1)}],
    ids=["no figure", "below zero", "from the future"],
)
def test_what_cannot_have_been_measured_is_refused(figures: dict[str, Any]) -> None:
    with pytest.raises(MeasurementImplausible):
        _measured(**figures)
