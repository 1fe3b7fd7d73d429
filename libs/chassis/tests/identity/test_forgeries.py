"""The verifier refuses every forged token, quickly, and calls nobody because a token says so."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from chassis.identity import Authenticator, InvalidToken, TokenVerifier
from chassis.identity.development import DevelopmentIssuer
from chassis.testing.forgery import Forger, Presented, forgeries, genuine_tokens

LEAST_VECTORS = 144
MOST_CPU_SECONDS = 0.05

Knock = Callable[[str], Awaitable[int]]
"""Knock with an Authorization header; the answer is an HTTP status."""


@pytest.fixture
def issuer(key_file: Path) -> DevelopmentIssuer:
    """An issuer with the clock that everybody reads."""
    return DevelopmentIssuer(key_file)


@pytest.fixture
def forger(key_file: Path, issuer: DevelopmentIssuer) -> Forger:
    return Forger.of(key_file, issuer.expected, time.time)


@pytest.fixture
def knock(issuer: DevelopmentIssuer) -> Knock:
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


async def test_every_forgery_is_refused_also_the_second_time(forger: Forger, knock: Knock) -> None:
    corpus = forgeries(forger)

    assert await let_in(knock, corpus) == []
    assert await let_in(knock, corpus) == []


async def test_every_genuine_token_is_let_in(forger: Forger, knock: Knock) -> None:
    genuine = genuine_tokens(forger)

    assert await let_in(knock, genuine) == [presented.name for presented in genuine]


async def test_no_forgery_costs_more_than_it_may(forger: Forger, knock: Knock) -> None:
    slow = [
        presented.name
        for presented in forgeries(forger)
        if await cost(at=knock, of=presented) > MOST_CPU_SECONDS
    ]

    assert slow == []


async def test_no_address_in_a_token_is_ever_called(
    issuer: DevelopmentIssuer, key_file: Path, knock: Knock
) -> None:
    async with trap() as (address, visitors):
        forger = Forger.of(key_file, issuer.expected, time.time, trap=address)
        await let_in(knock, forgeries(forger))

    assert visitors == []


async def let_in(knock: Knock, corpus: Iterable[Presented]) -> list[str]:
    """The names of those that got in."""
    return [presented.name for presented in corpus if await knock(presented.authorization) == 200]


async def cost(*, at: Knock, of: Presented) -> float:
    """CPU seconds of a knock: the best of three, for a collector's pause is nobody's forgery."""
    costs = []
    for _ in range(3):
        started = time.process_time()
        await at(of.authorization)
        costs.append(time.process_time() - started)
    return min(costs)


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
