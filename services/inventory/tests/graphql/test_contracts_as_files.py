"""Inventory serves the contracts of all services' events: nobody needs a token to learn what an event means."""

import orjson
import pytest

from chassis.testing.asgi import get
from chassis.testing.serving import Serving


@pytest.mark.parametrize(
    "address",
    [
        "/schemas/bilim.enrollment.StudentEnrolled/v1.binpb",
        "/schemas/bilim.enrollment.StudentEnrolled/v1.proto",
    ],
)
async def test_an_event_of_another_service_is_described_too(graph: Serving, address: str) -> None:
    status, body = await get(graph.app, address)

    assert status == 200
    assert b"StudentEnrolled" in body


async def test_all_channels_are_in_one_document(graph: Serving) -> None:
    status, body = await get(graph.app, "/asyncapi.json")

    assert status == 200
    assert "bilim.inventory.contract.v1" in {
        channel["address"] for channel in orjson.loads(body)["channels"].values()
    }
    assert (await get(graph.app, "/asyncapi"))[0] == 200
