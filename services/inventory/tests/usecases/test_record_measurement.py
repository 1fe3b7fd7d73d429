"""A school's connection was measured."""

from datetime import UTC, datetime

from chassis.clock import now
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.inventory.v1 import ConnectivityMeasured
from inventory.domain.ids import SchoolId
from inventory.domain.measurement import MeasurementMethod
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.record_measurement import RecordMeasurement, record_measurement


async def test_a_later_measurement_supersedes_and_the_earlier_one_stays(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId
) -> None:
    for year, speed in ((2025, 8.5), (2026, 50.0), (2024, 1.0)):
        command = RecordMeasurement(
            school, speed, None, None, MeasurementMethod.PROBE, datetime(year, 6, 1, tzinfo=UTC)
        )
        await record_measurement(command, work=inventory.work, permit=anybody, new_id=new_id, now=now)

    latest = await inventory.pool.fetchrow("select down_mbps, up_mbps from school_connectivity")
    assert latest is not None
    assert tuple(latest) == (50.0, None)
    assert len(await inventory.told_of(ConnectivityMeasured)) == 3
