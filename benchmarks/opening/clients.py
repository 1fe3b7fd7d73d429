"""Families at their screens: each sends its application, some twice, and some change their minds at once."""

import asyncio
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Any
from uuid import UUID, uuid4

import orjson
from benchmarks.opening.world import Family, World

from gateway.transport import SubgraphUnavailable
from gateway.transport.http import HttpTransport

SUBMIT = """mutation Apply($input: SubmitApplicationInput!) { submitApplication(input: $input) {
    application { id receiptNo submittedAt } userErrors { code } } }"""
WITHDRAW = """mutation Leave($input: WithdrawApplicationInput!) { withdrawApplication(input: $input) {
    application { id state } userErrors { code } } }"""
ONE_IN_WITHDRAWS = 20
ONE_IN_SENDS_TWICE = 50
MOST_TRIES = 200
PAUSE_SECONDS = 0.2
PAUSE_WHEN_TOLD_SECONDS = 1.0
TELLS_EVERY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a family has in its hands."""

    application: UUID
    child: UUID
    number: str


@dataclass(slots=True)
class Day:
    """What happened at all screens."""

    receipts: list[Receipt] = field(default_factory=list)
    withdrawn: set[UUID] = field(default_factory=set)
    differing: int = 0
    refused: list[Any] = field(default_factory=list)
    shed: int = 0
    unanswered: int = 0
    submit_seconds: list[float] = field(default_factory=list)
    withdraw_seconds: list[float] = field(default_factory=list)

    def is_told_to_wait(self, errors: list[dict[str, Any]]) -> bool:
        """Notes that a screen was not served: told to come again later, or left without an answer."""
        is_told = any(error.get("extensions", {}).get("code") == "OVERLOADED" for error in errors)
        self.shed += is_told
        self.unanswered += not is_told
        return is_told


async def apply_all(url: str, world: World, *, clients: int, day: Day, longest: float) -> float:
    """Sends every family's application from so many screens as fast as they go; gives the seconds it took.

    After `longest` nobody begins anew, so that a slow machine has an end too.
    """
    transport = HttpTransport(f"{url}/graphql")
    began = time.perf_counter()
    waiting = enumerate(takewhile(lambda _: time.perf_counter() - began < longest, world.families))
    telling = asyncio.create_task(_tell(world, day, began))
    await asyncio.gather(*(_screen(transport, world, waiting, day) for _ in range(clients)))
    took = time.perf_counter() - began
    telling.cancel()
    await transport.close()
    return took


async def _tell(world: World, day: Day, began: float) -> None:
    """How far it is, on the screen of who waits for it."""
    while True:
        await asyncio.sleep(TELLS_EVERY_SECONDS)
        pace = len(day.receipts) / (time.perf_counter() - began)
        sys.stderr.write(f"{len(day.receipts)} of {len(world.families)} accepted, {pace:.0f} a second\n")


async def _screen(
    transport: HttpTransport, world: World, waiting: Iterator[tuple[int, Family]], day: Day
) -> None:
    for number, family in waiting:
        receipt = await _apply(transport, world, number, family, day)
        if receipt is not None and number % ONE_IN_WITHDRAWS == 0:
            await _leave(transport, family, receipt, day)


async def _apply(
    transport: HttpTransport, world: World, number: int, family: Family, day: Day
) -> Receipt | None:
    wanted = [
        str(each)
        for each in islice(world.plans * 2, number % len(world.plans), number % len(world.plans) + 3)
    ]
    given = {
        "campaignId": str(world.campaign),
        "childId": str(family.child),
        "choices": wanted,
        "idempotencyKey": str(uuid4()),
    }
    began = time.perf_counter()
    answer = await _ask(transport, family, SUBMIT, given, day)
    day.submit_seconds.append(time.perf_counter() - began)
    made = _done(answer, "submitApplication", day)
    if made is None:
        return None
    receipt = Receipt(UUID(made["id"]), family.child, made["receiptNo"])
    day.receipts.append(receipt)
    if number % ONE_IN_SENDS_TWICE == 1:
        again = _done(await _ask(transport, family, SUBMIT, given, day), "submitApplication", day)
        day.differing += again != made
    return receipt


async def _leave(transport: HttpTransport, family: Family, receipt: Receipt, day: Day) -> None:
    began = time.perf_counter()
    given = {"applicationId": str(receipt.application), "idempotencyKey": str(uuid4())}
    answer = await _ask(transport, family, WITHDRAW, given, day)
    day.withdraw_seconds.append(time.perf_counter() - began)
    if _done(answer, "withdrawApplication", day) is not None:
        day.withdrawn.add(receipt.application)


async def _ask(
    transport: HttpTransport, family: Family, query: str, given: dict[str, Any], day: Day
) -> dict[str, Any]:
    """One request under its key, sent again while nobody answers it."""
    body = orjson.dumps({"query": query, "variables": {"input": given}})
    headers = ((b"authorization", f"Bearer {family.token}".encode()),)
    for _ in range(MOST_TRIES):
        try:
            reply = await transport.post(body, headers)
        except SubgraphUnavailable:
            answer: dict[str, Any] = {"errors": []}
        else:
            answer = orjson.loads(reply.body)
        if "errors" not in answer:
            return answer
        pause = PAUSE_WHEN_TOLD_SECONDS if day.is_told_to_wait(answer["errors"]) else PAUSE_SECONDS
        await asyncio.sleep(pause * random.uniform(1, 1.5))
    return {}


def _done(answer: dict[str, Any], mutation: str, day: Day) -> dict[str, Any] | None:
    payload = (answer.get("data") or {}).get(mutation) or {}
    if payload.get("userErrors"):
        day.refused.append(payload["userErrors"])
    made: dict[str, Any] | None = payload.get("application")
    return made
