"""Families at their screens: each sends its application, some twice, and some change their minds at once."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
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
    retried: int = 0
    submit_seconds: list[float] = field(default_factory=list)
    withdraw_seconds: list[float] = field(default_factory=list)


async def apply_all(url: str, world: World, *, clients: int, day: Day) -> float:
    """Sends every family's application from so many screens as fast as they go; gives the seconds it took."""
    transport = HttpTransport(f"{url}/graphql")
    waiting = enumerate(world.families)
    began = time.perf_counter()
    await asyncio.gather(*(_screen(transport, world, waiting, day) for _ in range(clients)))
    took = time.perf_counter() - began
    await transport.close()
    return took


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
            await _again(day)
            continue
        answer: dict[str, Any] = orjson.loads(reply.body)
        if not answer.get("errors"):
            return answer
        await _again(day)
    return {}


async def _again(day: Day) -> None:
    """A screen that had no answer asks again a little later, with the same key."""
    day.retried += 1
    await asyncio.sleep(PAUSE_SECONDS)


def _done(answer: dict[str, Any], mutation: str, day: Day) -> dict[str, Any] | None:
    payload = (answer.get("data") or {}).get(mutation) or {}
    if payload.get("userErrors"):
        day.refused.append(payload["userErrors"])
    made: dict[str, Any] | None = payload.get("application")
    return made
