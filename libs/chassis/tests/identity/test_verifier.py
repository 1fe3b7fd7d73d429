"""Which tokens are believed, for how long, and what the issuer is asked meanwhile."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer

from chassis.identity import InvalidToken, TokenVerifier
from chassis.identity.development import DevelopmentIssuer
from chassis.identity.keys import HttpKeys, KeysUnavailable, read_jwks


async def test_a_token_becomes_its_viewer(verifier: TokenVerifier, token: str, clock: Any) -> None:
    viewer = await verifier.verify(token)

    assert (viewer.subject, viewer.client, viewer.loa) == ("amina", "console", 1)
    assert [str(grant) for grant in viewer.grants] == ["ministry@country:*"]
    assert viewer.expires_at == clock.now + 330


async def test_a_token_seen_before_is_remembered(verifier: TokenVerifier, token: str) -> None:
    first = await verifier.verify(token)
    again = await verifier.verify(token)

    assert again is first
    assert verifier.counts.hit_rate == 0.5


async def test_a_remembered_token_still_expires(verifier: TokenVerifier, token: str, clock: Any) -> None:
    await verifier.verify(token)

    clock.advance(329)
    await verifier.verify(token)
    clock.advance(1)
    with pytest.raises(InvalidToken, match="expired"):
        await verifier.verify(token)


async def test_memory_is_bounded(issuer: DevelopmentIssuer, keys: Any, clock: Any) -> None:
    verifier = TokenVerifier(issuer.expected, keys, clock=clock, remember=2)
    tokens = [issuer.sign(f"user-{number}", client="c", grants=[]) for number in range(3)]

    for token in (*tokens, tokens[2], tokens[0]):
        await verifier.verify(token)

    assert (verifier.counts.remembered, verifier.counts.verified) == (1, 4)


async def test_the_issuer_is_asked_once_for_many_tokens(
    verifier: TokenVerifier, issuer: DevelopmentIssuer, keys: Any
) -> None:
    for number in range(20):
        await verifier.verify(issuer.sign(f"user-{number}", client="c", grants=[]))

    assert keys.asked == 1


async def test_tokens_that_come_while_the_issuer_is_asked_wait_for_its_answer(
    issuer: DevelopmentIssuer, keys: Any, verifier: TokenVerifier
) -> None:
    tokens = [issuer.sign(f"person-{n}", client="console", grants=[]) for n in range(20)]

    viewers = await asyncio.gather(*(verifier.verify(token) for token in tokens))

    assert [viewer.subject for viewer in viewers] == [f"person-{n}" for n in range(20)]
    assert keys.asked == 1


async def test_a_new_key_is_found_after_a_minute_and_asked_for_once_a_minute(
    verifier: TokenVerifier, token: str, keys: Any, clock: Any, tmp_path: Path
) -> None:
    successor = DevelopmentIssuer(tmp_path / "successor.json", clock=clock)
    await verifier.verify(token)
    keys.jwks = {"keys": [*keys.jwks["keys"], *successor.jwks["keys"]]}
    fresh = successor.sign("amina", client="c", grants=[])

    for _ in range(5):
        with pytest.raises(InvalidToken, match="unknown key"):
            await verifier.verify(fresh)
    asked_early = keys.asked
    clock.advance(60)

    assert (await verifier.verify(fresh)).subject == "amina"
    assert (asked_early, keys.asked) == (1, 2)


async def test_keys_are_kept_while_the_issuer_is_away(
    verifier: TokenVerifier, token: str, issuer: DevelopmentIssuer, keys: Any, clock: Any
) -> None:
    await verifier.verify(token)
    keys.is_away = True

    for _ in range(10):
        clock.advance(60)
        assert (await verifier.verify(issuer.sign("amina", client="c", grants=[]))).subject == "amina"


async def test_an_issuer_that_answers_nonsense_does_not_take_our_keys_away(
    verifier: TokenVerifier, token: str, issuer: DevelopmentIssuer, keys: Any, clock: Any
) -> None:
    await verifier.verify(token)
    keys.jwks = {"keys": []}
    clock.advance(400)

    await verifier.warm_up()

    assert (await verifier.verify(issuer.sign("amina", client="c", grants=[]))).subject == "amina"


async def test_what_a_withdrawn_key_vouched_for_is_forgotten(
    verifier: TokenVerifier, token: str, keys: Any, clock: Any, tmp_path: Path
) -> None:
    await verifier.verify(token)
    keys.jwks = DevelopmentIssuer(tmp_path / "successor.json", clock=clock).jwks

    await verifier.warm_up()

    with pytest.raises(InvalidToken, match="unknown key"):
        await verifier.verify(token)


async def test_before_the_first_keys_every_token_is_refused_and_nothing_breaks(
    verifier: TokenVerifier, token: str, keys: Any
) -> None:
    keys.is_away = True

    with pytest.raises(InvalidToken, match="unknown key"):
        await verifier.verify(token)


async def test_keys_are_asked_for_again_soon_as_long_as_there_are_none(
    verifier: TokenVerifier, token: str, keys: Any, clock: Any
) -> None:
    keys.is_away = True
    with pytest.raises(InvalidToken):
        await verifier.verify(token)
    keys.is_away = False

    clock.advance(2)

    assert (await verifier.verify(token)).subject == "amina"


def test_only_public_rsa_signing_keys_of_good_size_are_taken(issuer: DevelopmentIssuer) -> None:
    ours = issuer.jwks["keys"][0]
    others = [
        {**ours, "kid": "enc", "use": "enc"},
        {**ours, "kid": ""},
        {**ours, "kid": 7},
        {**ours, "kid": "broken", "n": "!"},
        {**ours, "kid": "short", "n": "3zNpS2Bd1Yt0"},
        {"kty": "oct", "kid": "oct", "k": "c2VjcmV0"},
        {"kty": "EC", "kid": "ec"},
        "nonsense",
    ]

    assert list(read_jwks({"keys": [*others, ours]})) == [ours["kid"]]


def test_a_private_part_published_by_mistake_is_not_kept(key_file: Path, issuer: DevelopmentIssuer) -> None:
    published = {**json.loads(key_file.read_text()), "kid": "leaked"}

    assert not read_jwks({"keys": [published]})["leaked"].is_private


async def test_an_issuer_that_cannot_be_reached_is_an_error_with_a_name() -> None:
    with pytest.raises(KeysUnavailable, match=r"127\.0\.0\.1:9"):
        await HttpKeys("http://127.0.0.1:9/jwks").fetch()


@pytest.fixture
async def published(issuer: DevelopmentIssuer) -> AsyncIterator[BaseTestServer]:
    """An issuer's addresses: its keys, a way round to them, and answers that are no keys."""
    answers: dict[str, Callable[[], web.StreamResponse]] = {
        "/jwks": lambda: web.json_response({**issuer.jwks, "padding": "x" * 200_000}),
        "/bare": lambda: web.Response(body=json.dumps(issuer.jwks).encode(), content_type="application/json"),
        "/wide": lambda: web.Response(text=json.dumps(issuer.jwks), charset="utf-16"),
        "/empty": lambda: web.json_response({}),
        "/object": lambda: web.json_response({"keys": {}}),
        "/moved": lambda: web.HTTPFound("/jwks"),
        "/broken": lambda: web.Response(status=500),
        "/list": lambda: web.json_response([]),
        "/text": lambda: web.Response(text="keys"),
        "/endless": lambda: web.json_response({**issuer.jwks, "padding": "x" * 300_000}),
    }

    async def answer(request: web.Request) -> web.StreamResponse:
        return answers.get(request.path, web.HTTPNotFound)()

    app = web.Application()
    app.router.add_get("/{name}", answer)
    async with TestServer(app) as server:
        yield server


async def test_keys_are_read_where_the_issuer_publishes_them(
    published: BaseTestServer, issuer: DevelopmentIssuer
) -> None:
    assert await HttpKeys(str(published.make_url("/jwks"))).fetch() == {
        **issuer.jwks,
        "padding": "x" * 200_000,
    }


@pytest.mark.parametrize("path", ["/bare", "/wide"])
async def test_keys_are_read_in_the_letters_they_are_written_in(
    published: BaseTestServer, issuer: DevelopmentIssuer, path: str
) -> None:
    assert await HttpKeys(str(published.make_url(path))).fetch() == issuer.jwks


@pytest.mark.parametrize(
    "path", ["/moved", "/broken", "/list", "/text", "/empty", "/object", "/endless", "/nowhere"]
)
async def test_what_is_no_document_of_keys_leaves_us_with_those_we_have(
    published: BaseTestServer, path: str
) -> None:
    with pytest.raises(KeysUnavailable):
        read_jwks(await HttpKeys(str(published.make_url(path))).fetch())
