"""Every door refuses every forged token, lets in every genuine one, and calls nobody because a token says so."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from chassis.identity import Authenticator, InvalidToken, TokenVerifier
from chassis.identity.development import DevelopmentIssuer
from chassis.testing.forgery import Forger, Presented, forgeries, genuine_tokens

LEAST_VECTORS = 144
MOST_CPU_SECONDS = 0.05

Knock = Callable[[str], Awaitable[int]]
"""Knock with an Authorization header; the answer is an HTTP status."""


@pytest.fixture
def verifier_door(issuer: DevelopmentIssuer) -> Knock:
    authenticate = Authenticator(TokenVerifier(issuer.expected, issuer))

    async def knock(authorization: str) -> int:
        try:
            await authenticate({"headers": [(b"authorization", authorization.encode("utf-8"))]})
        except InvalidToken as refused:
            return refused.status
        return 200

    return knock


def test_the_corpus_is_large_and_says_what_each_vector_is(forger: Forger) -> None:
    names = [presented.name for presented in forgeries(forger)]

    assert len(names) >= LEAST_VECTORS
    assert len(set(names)) == len(names)


async def test_the_verifier_refuses_every_forgery(forger: Forger, verifier_door: Knock) -> None:
    assert await let_in(verifier_door, forgeries(forger)) == []


async def test_the_verifier_refuses_a_forgery_also_the_second_time(
    forger: Forger, verifier_door: Knock
) -> None:
    corpus = forgeries(forger)
    await let_in(verifier_door, corpus)

    assert await let_in(verifier_door, corpus) == []


async def test_the_verifier_lets_in_every_genuine_token(forger: Forger, verifier_door: Knock) -> None:
    genuine = genuine_tokens(forger)

    assert await let_in(verifier_door, genuine) == [presented.name for presented in genuine]


async def test_no_forgery_costs_more_than_it_may(forger: Forger, verifier_door: Knock) -> None:
    slow = [
        presented.name
        for presented in forgeries(forger)
        if await cost(at=verifier_door, of=presented) > MOST_CPU_SECONDS
    ]

    assert slow == []


async def cost(*, at: Knock, of: Presented) -> float:
    """CPU seconds of a knock: the best of three, for a collector's pause is nobody's forgery."""
    costs = []
    for _ in range(3):
        started = time.process_time()
        await at(of.authorization)
        costs.append(time.process_time() - started)
    return min(costs)


async def test_no_address_in_a_token_is_ever_called(
    issuer: DevelopmentIssuer, stolen_key: Path, verifier_door: Knock
) -> None:
    async with trap() as (address, visitors):
        forger = Forger.of(stolen_key, issuer.expected, time.time, trap=address)
        await let_in(verifier_door, forgeries(forger))

    assert visitors == []


async def test_every_door_refuses_every_forgery(
    forger: Forger, doors: list[Any], say: Callable[[str], None]
) -> None:
    corpus = forgeries(forger)
    dearest: dict[str, float] = {}

    got_in = {door.name: await let_in(timed(door.knock, door.name, dearest), corpus) for door in doors}

    most = max(dearest, key=dearest.__getitem__)
    say(
        f"{len(corpus)} forgeries at {len(doors)} doors: at most {1000 * dearest[most]:.0f} ms CPU, at {most}"
    )
    assert got_in == {door.name: [] for door in doors}


def timed(knock: Knock, name: str, dearest: dict[str, float]) -> Knock:
    """The same, with the CPU seconds of the dearest knock kept under the door's name."""

    async def knock_and_note(authorization: str) -> int:
        began = time.process_time()
        status = await knock(authorization)
        dearest[name] = max(dearest.get(name, 0.0), time.process_time() - began)
        return status

    return knock_and_note


async def test_every_door_lets_in_every_genuine_token(forger: Forger, doors: list[Any]) -> None:
    genuine = genuine_tokens(forger)
    in_time = [presented for presented in genuine if "expired" not in presented.name]
    shown = {door.name: in_time if door.is_sharp else genuine for door in doors}

    got_in = {door.name: await let_in(door.knock, shown[door.name]) for door in doors}

    assert got_in == {name: [presented.name for presented in tokens] for name, tokens in shown.items()}


async def let_in(door: Knock, corpus: Iterable[Presented]) -> list[str]:
    """The names of those that got in; whoever is not let in must be told 401."""
    statuses = {presented.name: await door(presented.authorization) for presented in corpus}
    assert set(statuses.values()) <= {200, 401}
    return [name for name, status in statuses.items() if status == 200]


@asynccontextmanager
async def trap() -> AsyncIterator[tuple[str, list[object]]]:
    """A server that notes who comes."""
    visitors: list[object] = []

    async def note(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visitors.append(writer.get_extra_info("peername"))
        writer.close()

    server = await asyncio.start_server(note, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/jwks", visitors
