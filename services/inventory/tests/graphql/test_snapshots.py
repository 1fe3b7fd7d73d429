"""The states of inventory as a late joiner reads them."""

from typing import Any
from uuid import UUID

import orjson

from chassis.ids import new_id
from chassis.testing.asgi import get
from chassis.testing.serving import Serving
from chassis.testing.surroundings import Surroundings, anybody
from contracts.inventory import v1
from inventory.domain.ids import AssetModelId, SchoolId
from inventory.persistence.snapshots import SNAPSHOTS
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.register_asset import RegisterAsset, register_asset

Inventory = Surroundings[SqlInventoryUnit]
SERVICE, MINISTRY = ["service@service:training"], ["ministry@country:*"]


async def states(graph: Serving, name: str, query: str = "", grants: list[str] = SERVICE) -> dict[str, Any]:
    status, body = await get(graph.app, f"/snapshots/{name}{query}", token=graph.token(grants))
    assert status == 200, body
    page: dict[str, Any] = orjson.loads(body)
    return page


async def test_a_state_is_what_the_event_said_and_has_its_version(
    graph: Serving, inventory: Inventory, school: SchoolId
) -> None:
    (told,) = await inventory.told_of(v1.SchoolRegistered)

    (state,) = (await states(graph, "schools"))["events"]

    assert inventory.registry.named(state["type"]).message is v1.SchoolRegistered
    assert state["subject"] == str(school)
    assert state["aggregateversion"] == "1"
    assert state["data"]["name"] == dict(told.name)
    assert state["data"]["timeZone"] == told.time_zone


async def test_pages_follow_one_another_and_end(
    graph: Serving, inventory: Inventory, school: SchoolId, laptop: AssetModelId
) -> None:
    devices = []
    for number in range(3):
        device = RegisterAsset(school, laptop, f"{number}")
        devices.append(await register_asset(device, work=inventory.work, permit=anybody, new_id=new_id))

    first = await states(graph, "assets", "?limit=2")
    second = await states(graph, "assets", f"?limit=2&after={first['next']}")

    assert [UUID(each["subject"]) for each in first["events"] + second["events"]] == devices
    assert second["next"] is None


async def test_every_state_can_be_read_and_is_listed(graph: Serving, school: SchoolId) -> None:
    status, body = await get(graph.app, "/snapshots", token=graph.token(SERVICE))

    listed = [each["name"] for each in orjson.loads(body)["snapshots"]]
    assert status == 200
    assert listed == [each.name for each in SNAPSHOTS]
    for name in listed:
        await states(graph, name)


async def test_through_the_gateway_states_lie_below_the_feed(graph: Serving, school: SchoolId) -> None:
    status, _ = await get(graph.app, "/events/snapshots/schools", token=graph.token(MINISTRY))

    assert status == 200


async def test_what_there_is_not_and_what_is_not_for_the_caller_is_refused(graph: Serving) -> None:
    assert (await get(graph.app, "/snapshots/moons", token=graph.token(MINISTRY)))[0] == 404
    assert (await get(graph.app, "/snapshots/assets"))[0] == 403
    assert (await get(graph.app, "/snapshots/assets?after=x", token=graph.token(MINISTRY)))[0] == 400
    assert (
        await get(graph.app, "/snapshots/assets", token=graph.token([f"integrator@contract:{new_id()}"]))
    )[0] == 403
