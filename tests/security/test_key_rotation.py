"""Keys change and the issuer goes away while people work: nobody with a good token is turned away for long."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from chassis.identity import HttpKeys, InvalidToken, KeysUnavailable, TokenVerifier
from chassis.identity.development import DevelopmentIssuer

FORGIVEN = 60.0
"""Seconds within which a token of a new key may be refused: the issuer is asked once a minute at most."""
DOORS = 5
NOBODYS_KEYS = 3


@dataclass
class Issuer:
    """One that changes its key as Keycloak does: the new beside the old, the old withdrawn when its tokens are over."""

    folder: Path
    clock: Callable[[], float]
    signers: list[tuple[float, DevelopmentIssuer]] = field(default_factory=list)
    is_away: bool = False
    asked: int = 0
    life: float = 330.0

    def rotate(self) -> None:
        key = DevelopmentIssuer(self.folder / f"{len(self.signers)}.json", clock=self.clock)
        self.signers.append((self.clock(), key))

    def sign(self, name: str) -> str:
        return self.signers[-1][1].sign(name, client="load", grants=[])

    @property
    def since(self) -> float:
        """For how long the present key has signed."""
        return self.clock() - self.signers[-1][0]

    @property
    def jwks(self) -> dict[str, Any]:
        replaced = [began for began, _ in self.signers[1:]] + [float("inf")]
        published = [
            key
            for (_, key), end in zip(self.signers, replaced, strict=True)
            if self.clock() < end + self.life
        ]
        return {"keys": [entry for key in published for entry in key.jwks["keys"]]}

    async def fetch(self) -> Mapping[str, Any]:
        self.asked += 1
        if self.is_away:
            raise KeysUnavailable("away")
        return self.jwks


@dataclass
class Clock:
    """Time that passes when told to."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def issuer(tmp_path: Path, clock: Clock) -> Issuer:
    made = Issuer(tmp_path, clock)
    made.rotate()
    return made


@pytest.fixture
def doors(issuer: Issuer, clock: Clock) -> list[TokenVerifier]:
    """The gateway and four services: each has its own memory of keys."""
    return [TokenVerifier(issuer.signers[0][1].expected, issuer, clock=clock) for _ in range(DOORS)]


@pytest.fixture
def strangers(tmp_path: Path, clock: Clock) -> list[DevelopmentIssuer]:
    """Whoever shows tokens of keys that nobody knows, to have us ask the issuer all the time."""
    return [DevelopmentIssuer(tmp_path / f"stranger-{n}.json", clock=clock) for n in range(NOBODYS_KEYS)]


async def test_while_keys_change_nobody_is_turned_away_for_more_than_a_minute(
    issuer: Issuer, doors: list[TokenVerifier], clock: Clock, strangers: list[DevelopmentIssuer]
) -> None:
    wrong: list[float] = []
    held: list[str] = []
    for second in range(900):
        clock.now += 1
        if second in (200, 470, 800):
            issuer.rotate()
        if second % 10 == 0:
            held = [*held[-30:], issuer.sign(f"person-{second}")]
        noise = strangers[second % NOBODYS_KEYS].sign("stranger", client="noise", grants=[])
        for door in doors:
            assert await refuses(door, noise)
            wrong += [issuer.since for token in (held[-1], held[0]) if await refuses(door, token)]

    assert max(wrong) <= FORGIVEN
    assert issuer.asked <= DOORS * (900 / 60 + 1)


async def test_while_the_issuer_is_away_for_ten_minutes_its_tokens_are_verified(
    issuer: Issuer, doors: list[TokenVerifier], clock: Clock
) -> None:
    for door in doors:
        await door.warm_up()
    issuer.is_away = True
    refused, token = 0, ""
    for second in range(600):
        clock.now += 1
        token = issuer.sign(f"person-{second}") if second % 10 == 0 else token
        for door in doors:
            refused += await refuses(door, token)

    assert refused == 0
    assert {door.counts.verified for door in doors} == {60}


@pytest.mark.long
async def test_for_two_real_minutes_no_good_token_is_refused_after_one(tmp_path: Path) -> None:
    issuer = Issuer(tmp_path, time.time)
    issuer.rotate()
    wrong: list[float] = []
    async with published(issuer) as url:
        doors = [TokenVerifier(issuer.signers[0][1].expected, HttpKeys(url)) for _ in range(DOORS)]
        began = time.monotonic()
        while (gone := time.monotonic() - began) < 150:
            if gone > 15 and len(issuer.signers) == 1:
                issuer.rotate()
            token = issuer.sign("person")
            wrong += [issuer.since for door in doors if await refuses(door, token)]
            await asyncio.sleep(0.05)

    assert max(wrong, default=0) <= FORGIVEN + 1


async def refuses(door: TokenVerifier, token: str) -> bool:
    try:
        await door.verify(token)
    except InvalidToken:
        return True
    return False


@asynccontextmanager
async def published(issuer: Issuer) -> AsyncIterator[str]:
    """The issuer's keys at an address."""

    async def keys(_: web.Request) -> web.Response:
        return web.json_response(issuer.jwks)

    app = web.Application()
    app.router.add_get("/jwks", keys)
    async with TestServer(app) as server:
        yield str(server.make_url("/jwks"))
