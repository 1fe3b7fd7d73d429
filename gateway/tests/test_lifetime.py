"""A stream ends exactly when its token would be refused at the door."""

import asyncio
import time
from pathlib import Path

import pytest

from chassis.identity import InvalidToken, TokenVerifier
from chassis.identity.development import TOKEN_LIFE, DevelopmentIssuer
from chassis.identity.sessions import EndedSessions, MemoryStore
from gateway.lifetime import watch

LEEWAY = 30


@pytest.mark.parametrize(
    "age", [0, TOKEN_LIFE - 1, TOKEN_LIFE, TOKEN_LIFE + LEEWAY - 1, TOKEN_LIFE + LEEWAY, TOKEN_LIFE + 3600]
)
async def test_a_token_opens_a_stream_for_as_long_as_it_opens_a_door(tmp_path: Path, age: int) -> None:
    now = time.time()
    issuer = DevelopmentIssuer(tmp_path / "issuer.json", clock=lambda: now)
    token = issuer.sign("amina", client="console", grants=[])
    viewer = await TokenVerifier(issuer.expected, issuer, clock=lambda: now).verify(token)
    reasons: list[str] = []

    release = watch(viewer, EndedSessions(MemoryStore()), reasons.append, clock=lambda: int(now) + age)
    await turns_of_the_loop()
    release()

    is_let_in = await opens(TokenVerifier(issuer.expected, issuer, clock=lambda: int(now) + age), token)
    assert (reasons == []) == is_let_in
    assert is_let_in == (age < TOKEN_LIFE + LEEWAY)


async def opens(door: TokenVerifier, token: str) -> bool:
    try:
        await door.verify(token)
    except InvalidToken:
        return False
    return True


async def turns_of_the_loop() -> None:
    """What is due now is called in the next turns of the loop."""
    for _ in range(5):
        await asyncio.sleep(0)
