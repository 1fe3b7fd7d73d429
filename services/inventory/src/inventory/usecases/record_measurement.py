"""A school's connection was measured."""

from dataclasses import dataclass
from datetime import datetime

from inventory.domain.ids import MeasurementId, SchoolId
from inventory.domain.measurement import ConnectivityMeasurement, MeasurementMethod
from inventory.usecases.ports import InventoryWork, NewId, Now, Permit, place_of


@dataclass(frozen=True, slots=True)
class RecordMeasurement:
    """Megabits a second and milliseconds; None for what was not measured."""

    school: SchoolId
    down_mbps: float | None
    up_mbps: float | None
    latency_ms: float | None
    method: MeasurementMethod
    measured_at: datetime


async def record_measurement(
    command: RecordMeasurement, *, work: InventoryWork, permit: Permit, new_id: NewId, now: Now
) -> MeasurementId:
    """Records a measurement; gives its id. Refuses one without figures, below zero or from the future."""
    async with work() as unit:
        school = await unit.schools.get(command.school)
        permit("record_measurement", await place_of(school, unit))
        measurement = ConnectivityMeasurement.record(
            now=now(),
            id=MeasurementId(new_id()),
            school_id=school.id,
            down_mbps=command.down_mbps,
            up_mbps=command.up_mbps,
            latency_ms=command.latency_ms,
            method=command.method,
            measured_at=command.measured_at,
        )
        unit.measurements.add(measurement)
        return measurement.id
