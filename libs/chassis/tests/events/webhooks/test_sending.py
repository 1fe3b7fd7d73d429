"""What a receiver may do to us, and what it may not: each over a real connection."""

import asyncio
import json
import socket
import threading
import time
from typing import Any
from uuid import UUID

import pytest
from aiohttp import web
from aiohttp.abc import ResolveResult
from standardwebhooks import Webhook

from chassis.events.webhooks.addresses import AddressRefused, SystemResolver, is_public, refuse_bad_url
from chassis.events.webhooks.schedule import Outcome
from chassis.events.webhooks.sending import Sender
from chassis.events.webhooks.signing import SharedSecret

from .receivers import Names, Receiver

EVENT = UUID("01970000-0000-7000-8000-000000000001")
SECRET = SharedSecret.new()
BODY = b'{"id":"1"}'
SLOW = 100


async def send(url: str, **options: Any) -> Outcome:
    given: dict[str, Any] = {"schemes": ("http",), "allowed": lambda _: True, "clock": time.time}
    async with Sender(**(given | options)) as sender:
        return await sender.send(url, event_id=EVENT, body=BODY, signers=[SECRET])


async def test_a_receiver_gets_the_event_with_a_signature_that_it_can_verify(receiver: Receiver) -> None:
    outcome = await send(receiver.url)

    ((headers, body),) = receiver.got
    assert outcome == Outcome(204)
    assert Webhook(str(SECRET)).verify(
        body, {name.lower(): value for name, value in headers.items()}
    ) == json.loads(BODY)
    assert headers["Content-Type"] == "application/cloudevents+json"


async def test_a_redirect_is_a_failure_and_is_not_followed(receiver: Receiver) -> None:
    async def elsewhere(_: web.Request) -> web.StreamResponse:
        raise web.HTTPTemporaryRedirect("/other")

    receiver.answer = elsewhere

    outcome = await send(receiver.url)

    assert outcome == Outcome(307)
    assert not outcome.delivered
    assert len(receiver.got) == 1


async def test_a_receiver_that_is_busy_says_when_to_come_back(receiver: Receiver) -> None:
    async def busy(_: web.Request) -> web.StreamResponse:
        return web.Response(status=429, headers={"Retry-After": "120"})

    receiver.answer = busy

    assert await send(receiver.url) == Outcome(429, retry_after="120")


async def test_a_receiver_that_wants_no_more_says_410(receiver: Receiver) -> None:
    async def gone(_: web.Request) -> web.StreamResponse:
        return web.Response(status=410)

    receiver.answer = gone

    assert (await send(receiver.url)).gone


async def test_a_slow_receiver_costs_the_time_we_gave_it_and_no_more(receiver: Receiver) -> None:
    async def never(_: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    receiver.answer = never

    assert await send(receiver.url, seconds=0.2) == Outcome(None, error="No answer in time.")


async def test_a_hundred_slow_receivers_keep_no_other_waiting(receiver: Receiver) -> None:
    all_wait = asyncio.Event()

    async def slow_or_not(request: web.Request) -> web.StreamResponse:
        if request.path == "/slow":
            if len(receiver.got) == SLOW:
                all_wait.set()
            await asyncio.Event().wait()
        return web.Response(status=204)

    receiver.answer = slow_or_not
    async with Sender(schemes=("http",), allowed=lambda _: True, clock=time.time, seconds=5) as sender:
        slow = [
            asyncio.create_task(
                sender.send(receiver.url.replace("hook", "slow"), event_id=EVENT, body=BODY, signers=[SECRET])
            )
            for _ in range(SLOW)
        ]
        await asyncio.wait_for(all_wait.wait(), 5)

        outcome = await sender.send(receiver.url, event_id=EVENT, body=BODY, signers=[SECRET])

        for task in slow:
            task.cancel()
    assert outcome == Outcome(204)


async def test_names_that_nobody_answers_for_keep_no_other_waiting() -> None:
    answered = threading.Event()

    def lookup(host: str, *_: Any) -> list[Any]:
        if host != "quick":
            answered.wait()
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.0.113.9", 443))]

    resolver = SystemResolver(lookup)
    hanging = [asyncio.create_task(resolver.resolve(f"hangs-{number}")) for number in range(40)]
    try:
        async with asyncio.timeout(5):
            (found,) = await resolver.resolve("quick", 443)
    finally:
        answered.set()
        await asyncio.gather(*hanging)
        await resolver.close()

    assert (found["host"], found["port"]) == ("203.0.113.9", 443)


async def test_an_endless_answer_is_not_read(receiver: Receiver) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(status=200)
        await answer.prepare(request)
        while True:
            await answer.write(b"x" * 65536)

    receiver.answer = endless

    assert await send(receiver.url, seconds=5) == Outcome(200)


async def test_a_dead_receiver_is_a_failure_without_details() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    outcome = await send(f"http://localhost:{port}/")

    assert outcome.status is None
    assert str(port) not in str(outcome)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "192.168.1.1", "100.64.0.1"])
async def test_a_name_that_leads_into_a_private_network_is_refused_at_the_connection(
    address: str, receiver: Receiver
) -> None:
    outcome = await send(receiver.url, allowed=is_public, resolver=Names(address))

    assert outcome == Outcome(None, error="localhost is not a public address.")
    assert receiver.got == []


async def test_a_name_is_asked_for_once_so_that_it_cannot_answer_twice(receiver: Receiver) -> None:
    asked: list[str] = []

    class Counting(Names):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            asked.append(host)
            return await super().resolve(host, port, family)

    await send(receiver.url, resolver=Counting("127.0.0.1"))

    assert asked == ["localhost"]


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[64:ff9b:1::a00:1]/",
        "https://[64:ff9b:1:7f00:0:100::]/",
        "https://[::10.0.0.8]/",
        "https://[::7f00:1]/",
        "https://[2002:a00:1::]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "http://example.com/",
        "https://user:secret@example.com/",
        "file:///etc/passwd",
        "https:///nowhere",
    ],
)
def test_an_address_that_is_not_for_webhooks_is_refused_before_anything_is_resolved(url: str) -> None:
    with pytest.raises(AddressRefused):
        refuse_bad_url(url)


@pytest.mark.parametrize(
    "url", ["https://example.com/hook", "https://93.184.215.14/", "https://[2606:4700::1]:8443/"]
)
def test_a_public_address_is_taken(url: str) -> None:
    refuse_bad_url(url)


@pytest.mark.parametrize("url", ["https://2130706433/", "https://0x7f000001/", "https://127.1/"])
async def test_an_address_in_disguise_is_refused_too(url: str) -> None:
    outcome = await send(url, allowed=is_public, schemes=("https",), seconds=5)

    assert outcome in (
        Outcome(None, error="No connection (InvalidUrlClientError)."),
        Outcome(None, error=f"{url[8:-1]} is not a public address."),
    )
