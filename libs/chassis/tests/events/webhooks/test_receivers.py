"""What becomes of a webhook whose receiver is slow, dead, redirecting, lying or tired: each over a real connection."""

import asyncio
import json
import socket
import time
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import web
from aiohttp.abc import ResolveResult
from google.protobuf.api_pb2 import Mixin
from standardwebhooks import Webhook as Verifier

from chassis.events.webhooks import Sender, SharedSecret
from chassis.events.webhooks.addresses import is_public

from .conftest import Happened, World
from .receivers import Names, Receiver


def sender(**options: Any) -> Sender:
    """A sender that may reach this machine."""
    given: dict[str, Any] = {"schemes": ("http",), "allowed": lambda _: True, "clock": time.time}
    return Sender(**(given | options))


async def after(world: World, receiver: Receiver, turns: list[float], **options: Any) -> list[int]:
    """How often the receiver was asked by the end of each turn, so many seconds after the one before."""
    await world.hears("WebhookChanged", url=receiver.url)
    await world.log.has("a-1")
    asked = []
    async with sender(**options) as real:
        deliverer = world.deliverer_with(real)
        for seconds in turns:
            world.clock.passes(seconds=seconds)
            await deliverer.turn()
            asked.append(len(receiver.got))
    return asked


def answering(status: int, **headers: str) -> Any:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(
            status=status, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )

    return answer


async def test_the_library_of_the_receiver_verifies_what_it_gets(world: World, receiver: Receiver) -> None:
    await after(world, receiver, [0])

    ((headers, body),) = receiver.got
    event = Verifier(str(world.secret)).verify(body, {name.lower(): text for name, text in headers.items()})
    assert event == json.loads(body)
    assert event["type"] == "bilim.test.Happened.v1"
    assert await world.attempts() == [(1, "HTTP 204", True)]


async def test_a_busy_receiver_is_asked_again_when_it_said_and_not_before(
    world: World, receiver: Receiver
) -> None:
    receiver.answer = answering(429, Retry_After="120")

    asked = await after(world, receiver, [0, 6, 113, 2])

    assert asked == [1, 1, 1, 2]


async def test_a_receiver_that_answers_410_is_not_asked_again(world: World, receiver: Receiver) -> None:
    receiver.answer = answering(410)

    asked = await after(world, receiver, [0, 6, 86_400])

    assert asked == [1, 1, 1]
    assert await world.state() == "GONE"
    assert world.notices == ["The receiver answered 410: it wants nothing any more."]


async def test_a_redirect_is_a_failure_that_is_tried_again_at_the_same_address(
    world: World, receiver: Receiver
) -> None:
    receiver.answer = answering(308, Location="http://localhost:1/elsewhere")

    asked = await after(world, receiver, [0, 4, 2])

    assert asked == [1, 1, 2]
    assert await world.attempts() == [(2, "HTTP 308", False), (1, "HTTP 308", False)]


async def test_a_slow_receiver_is_left_after_its_time_and_asked_again(
    world: World, receiver: Receiver
) -> None:
    async def never(_: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    receiver.answer = never

    asked = await after(world, receiver, [0, 6], seconds=0.2)

    assert asked == [1, 2]
    assert await world.attempts() == [(2, "No answer in time.", False), (1, "No answer in time.", False)]


async def test_a_dead_receiver_is_asked_for_five_days_and_then_left_alone(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    dead = Receiver(port)

    await after(world, dead, [0, 6, 400, 2_000, 8_000, 20_000, 40_000, 60_000, 80_000, 90_000, 150_000])
    await world.log.has("b-1")
    async with sender() as real:
        await world.deliverer_with(real).turn()

    assert await world.state() == "FAILING"
    assert world.notices == ["The receiver has taken nothing since 2026-11-22 08:00 UTC."]
    assert str(port) not in f"{await world.attempts()}"


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "fd00::1"])
async def test_a_name_that_leads_into_a_private_network_is_never_connected_to(
    address: str, world: World, receiver: Receiver
) -> None:
    asked = await after(world, receiver, [0, 6], allowed=is_public, resolver=Names(address))

    assert asked == [0, 0]
    refused = "localhost is not a public address."
    assert await world.attempts() == [(2, refused, False), (1, refused, False)]


async def test_a_name_that_answers_otherwise_the_second_time_gains_nothing(
    world: World, receiver: Receiver
) -> None:
    class Rebinding(Names):
        """Public to whoever checks first, private to whoever asks again."""

        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            found = await super().resolve(host, port, family)
            self.address = "127.0.0.1"
            return found

    # 203.0.113.0/24 is for documents: nobody answers there, so only the second answer could reach the receiver.
    asked = await after(
        world,
        receiver,
        [0, 6],
        allowed=lambda address: address == "203.0.113.9",
        resolver=Rebinding("203.0.113.9"),
        seconds=0.3,
    )

    assert asked == [0, 0]
    assert (await world.attempts())[0][1] == "localhost is not a public address."


async def test_a_slow_receiver_does_not_keep_another_waiting(world: World, receiver: Receiver) -> None:
    """Two webhooks of one service: one answers never, the other at once."""
    slow_was_asked = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path == "/slow":
            slow_was_asked.set()
            await asyncio.Event().wait()
        return web.Response(status=204)

    receiver.answer = answer
    await world.hears("WebhookChanged", url=receiver.url.replace("hook", "slow"))
    await world.hears(
        "WebhookChanged", webhook_id="0197f3c2-0000-7000-8000-000000000000", url=receiver.url, secrets=()
    )
    await world.log.has("a-1", "a-2")

    async with sender(seconds=30) as real, world.running(real):
        await asyncio.wait_for(slow_was_asked.wait(), 10)
        while await world.position() < 2:  # noqa: ASYNC110 - the deliverer tells nobody when it is done
            await asyncio.sleep(0.02)

    assert await world.pool.fetchval("select position from webhook where url like '%slow'") == 0


async def test_of_two_workers_one_delivers_and_the_other_takes_over(world: World, receiver: Receiver) -> None:
    await world.hears("WebhookChanged", url=receiver.url)

    async with sender() as real, world.running(real):
        async with world.running(real):
            await world.log.has("a-1", "a-2", "a-3")
            while await world.position() < 3:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)
        await world.log.has("a-4")
        while await world.position() < 4:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.02)

    assert len(receiver.got) == 4


async def test_what_goes_wrong_with_one_webhook_does_not_stop_the_others(
    world: World, receiver: Receiver
) -> None:
    """One wants all events, and there is one that this worker is too old to know; the other wants what is known."""
    await world.log.holds(replace(Happened(), name="bilim.test.TooNew.v1"), "a", Mixin(name="a-1"), None)
    await world.log.has("b-1")
    secret = SharedSecret.new()
    await world.hears("WebhookChanged", webhook_id=str(uuid4()), url=receiver.url, types=(Happened().name,))
    await world.hears("WebhookChanged", secrets=(world.sealed(secret),))

    async with sender() as real, world.running(real):
        while await world.position() < 2:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.02)

    ((headers, body),) = receiver.got
    assert Verifier(str(secret)).verify(body, {name.lower(): text for name, text in headers.items()})
