"""What operations read of a service."""

from fastapi import FastAPI

from chassis.audit import note_read
from chassis.clock import now
from chassis.identity import Caller, Grant, Viewer
from chassis.ids import new_id
from chassis.metrics import add_metrics
from chassis.testing.asgi import get
from chassis.testing.counting import Counting

MINISTRY = Caller(Viewer("marat", grants=tuple(filter(None, [Grant.parse("ministry@country:*")]))))


async def test_the_age_of_what_is_unsealed_is_a_metric(counting: Counting) -> None:
    app = FastAPI()
    app.state.pool = counting.pool
    add_metrics(app, "counting")
    _, fresh = await get(app, "/metrics")
    async with counting.pool.acquire() as connection:
        await note_read(connection, MINISTRY, "ClassPage", [new_id()], entry_id=new_id(), at=now())

    status, page = await get(app, "/metrics")

    assert status == 200
    assert b'bilim_audit_unsealed_seconds{service="counting"} 0.000' in fresh
    assert b'bilim_audit_unsealed_seconds{service="counting"} 0.' in page
    assert page != fresh
