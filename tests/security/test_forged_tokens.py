"""Every door refuses every forged token and lets in every genuine one.

What the verifier alone does with them stands in `libs/chassis/tests/identity/test_forgeries.py`.
"""

import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from chassis.testing.forgery import Forger, Presented, forgeries, genuine_tokens

Knock = Callable[[str], Awaitable[int]]
"""Knock with an Authorization header; the answer is an HTTP status."""


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

    got_in = {door.name: await let_in(door.knock, genuine) for door in doors}

    assert got_in == {door.name: [presented.name for presented in genuine] for door in doors}


async def let_in(door: Knock, corpus: Iterable[Presented]) -> list[str]:
    """The names of those that got in; whoever is not let in must be told 401."""
    statuses = {presented.name: await door(presented.authorization) for presented in corpus}
    assert set(statuses.values()) <= {200, 401}
    return [name for name, status in statuses.items() if status == 200]
