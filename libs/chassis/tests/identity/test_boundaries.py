"""Where each limit of a token lies, to the byte and to the second: just within is believed, just beyond is not."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from chassis.identity import Authenticator, Expected, InvalidToken, TokenVerifier
from chassis.identity.caller import read_locales
from chassis.identity.claims import read_claims
from chassis.identity.development import DevelopmentIssuer
from chassis.identity.keys import HttpKeys, KeysUnavailable
from chassis.identity.logout import LOGOUT_EVENT, LOGOUT_TYPE, LogoutTokens
from chassis.identity.strict import read_compact, read_object
from chassis.testing.forgery import Forger

NOW = 1_800_000_000
EXPECTED = Expected(issuer="https://issuer.test")


def claims(**changes: Any) -> dict[str, Any]:
    genuine = {"iss": EXPECTED.issuer, "aud": EXPECTED.audience, "iat": NOW, "exp": NOW + 300}
    return {**genuine, "sub": "amina", "jti": "1", **changes}


@pytest.mark.parametrize(
    "within",
    [
        {"exp": NOW + 330},
        {"exp": NOW + 1},
        {"iat": NOW + 30, "exp": NOW + 300},
        {"nbf": 0},
        {"grants": ["x"] * 500},
        {"loa": "99"},
        {"loa": 99},
        {"sub": "s" * 255},
    ],
    ids=str,
)
def test_just_within_is_believed(within: dict[str, Any]) -> None:
    assert read_claims(claims(**within), EXPECTED, NOW).subject


@pytest.mark.parametrize(
    "beyond",
    [
        {"exp": NOW + 331},
        {"exp": NOW},
        {"iat": NOW + 31, "exp": NOW + 300},
        {"nbf": -1},
        {"grants": ["x"] * 501},
        {"loa": "100"},
        {"loa": 100},
        {"sub": "s" * 256},
    ],
    ids=str,
)
def test_just_beyond_is_not(beyond: dict[str, Any]) -> None:
    with pytest.raises(InvalidToken):
        read_claims(claims(**beyond), EXPECTED, NOW)


def test_who_does_not_say_how_sure_the_issuer_is_has_no_assurance() -> None:
    assert read_claims(claims(), EXPECTED, NOW).loa == 0


def part(length: int) -> str:
    """An object that takes so many characters as a part of a token."""
    raw = b"{" + b" " * (length * 3 // 4 - 2) + b"}"
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_a_header_may_be_so_long() -> None:
    assert read_compact(f"{part(1024)}.{part(40)}.AAAA").header == {}
    with pytest.raises(InvalidToken, match="compact form"):
        read_compact(f"{part(1028)}.{part(40)}.AAAA")


def test_a_payload_may_be_longer_than_a_header() -> None:
    assert len(read_compact(f"{part(40)}.{part(4000)}.AAAA").payload) == 3000


def test_a_token_may_be_so_long() -> None:
    longest = f"{part(40)}.{part(8192 - 40 - 2 - 4)}"

    assert read_compact((longest + ".AAAAAAAA")[:8192]).header == {}
    with pytest.raises(InvalidToken, match="not a token"):
        read_compact((longest + ".AAAAAAAA")[:8193])


def test_so_many_brackets_are_read() -> None:
    assert read_object(json.dumps({"a": [[]] * 62}).encode())["a"] == [[]] * 62
    with pytest.raises(InvalidToken, match="malformed JSON"):
        read_object(json.dumps({"a": [[]] * 63}).encode())


async def test_what_is_refused_is_counted_one_by_one(verifier: TokenVerifier) -> None:
    assert verifier.counts.refused == 0

    for _ in range(2):
        with pytest.raises(InvalidToken):
            await verifier.verify("a.b.c")

    assert verifier.counts.refused == 2


async def test_the_oldest_is_forgotten_first(issuer: DevelopmentIssuer, keys: Any, clock: Any) -> None:
    verifier = TokenVerifier(issuer.expected, keys, clock=clock, remember=2)
    oldest, older, newest = (issuer.sign(f"user-{number}", client="c", grants=[]) for number in range(3))
    for token in (oldest, older, older, newest, newest, older):
        await verifier.verify(token)

    assert (verifier.counts.remembered, verifier.counts.verified) == (3, 3)


async def test_a_key_is_good_for_the_algorithm_that_it_was_published_for(
    key_file: Path, issuer: DevelopmentIssuer, verifier: TokenVerifier, clock: Any
) -> None:
    forger = Forger.of(key_file, issuer.expected, clock)
    well_signed = forger.sign(forger.header(alg="PS256"), forger.claims(), algorithm="PS256")

    with pytest.raises(InvalidToken, match="unknown key"):
        await verifier.verify(well_signed)


async def test_keys_are_looked_at_again_when_they_are_five_minutes_old(
    verifier: TokenVerifier, issuer: DevelopmentIssuer, keys: Any, clock: Any
) -> None:
    await verifier.verify(issuer.sign("amina", client="c", grants=[]))

    clock.advance(299)
    await verifier.verify(issuer.sign("amina", client="c", grants=[]))
    await asyncio.sleep(0)
    before = keys.asked
    clock.advance(1)
    await verifier.verify(issuer.sign("amina", client="c", grants=[]))
    await asyncio.sleep(0)

    assert (before, keys.asked) == (1, 2)


@pytest.mark.parametrize(("age", "is_believed"), [(330, True), (331, False), (-330, True), (-331, False)])
async def test_a_logout_is_told_soon(
    key_file: Path, issuer: DevelopmentIssuer, clock: Any, age: int, is_believed: bool
) -> None:
    forger = Forger.of(key_file, issuer.expected, clock)
    tokens = LogoutTokens(issuer.expected, issuer, clients=["console"], clock=clock)
    told = {"iss": issuer.expected.issuer, "aud": "console", "sid": "s", "events": {LOGOUT_EVENT: {}}}
    signed = forger.sign(forger.header(typ=LOGOUT_TYPE), {**told, "iat": int(clock()) - age})

    if is_believed:
        assert await tokens.session(signed) == "s"
    else:
        with pytest.raises(InvalidToken, match="fresh"):
            await tokens.session(signed)


async def test_a_header_that_came_twice_is_no_refusal_unless_it_names_the_caller(
    authenticate: Authenticator,
) -> None:
    language = (b"accept-language", b"ky")

    assert (await authenticate({"headers": [language, language]})).locales == ("ky", "ru")


def test_a_language_that_is_not_wanted_is_not_tried() -> None:
    assert read_locales("en;q=0, ba") == ("ba", "ru")


@pytest.fixture
async def failing() -> AsyncIterator[str]:
    """A proxy that says it failed, with something like keys in what it says."""

    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"keys": []}, status=503)

    app = web.Application()
    app.router.add_get("/jwks", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/jwks"))


async def test_the_keys_of_an_answer_that_failed_are_not_read(failing: str) -> None:
    with pytest.raises(KeysUnavailable):
        await HttpKeys(failing).fetch()
