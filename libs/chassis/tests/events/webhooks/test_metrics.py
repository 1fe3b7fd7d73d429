"""What operations see of webhooks."""

from chassis.events.webhooks import Outcome
from chassis.events.webhooks.metrics import webhook_metrics
from chassis.telemetry.openmetrics import Sample

from .conftest import World


async def test_what_waits_and_what_was_stopped_is_counted_by_contract(world: World) -> None:
    contract = {"contract": world.told.contract_id}
    world.office.otherwise = Outcome(500)
    await world.log.has("a-1", "b-1", "b-2")
    await world.deliverer.turn()
    waiting = await webhook_metrics(world.pool)
    world.office.otherwise = Outcome(410)
    await world.deliverer.turn()
    stopped = await webhook_metrics(world.pool)

    assert [gauge.samples for gauge in waiting] == [
        (Sample(1, {**contract, "state": "ACTIVE"}),),
        (Sample(2, contract),),
        (Sample(1, contract),),
    ]
    assert [gauge.samples for gauge in stopped] == [(Sample(1, {**contract, "state": "GONE"}),), (), ()]
