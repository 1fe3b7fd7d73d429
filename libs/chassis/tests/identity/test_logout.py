"""A session that the issuer ends is refused here at once, and at every replica soon after."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from chassis.identity import Authenticator, InvalidToken, TokenVerifier
from chassis.identity.development import DevelopmentIssuer
from chassis.identity.logout import LOGOUT_EVENT, LogoutTokens, logout_route
from chassis.identity.sessions import EndedSessions, MemoryStore
from chassis.testing.forgery import Forger

SESSION = "session-of-amina"
Signed = Callable[..., str]


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def ended(store: MemoryStore, clock: Any) -> EndedSessions:
    return EndedSessions(store, clock=clock)


@pytest.fixture
def forger(key_file: Path, issuer: DevelopmentIssuer, clock: Any) -> Forger:
    return Forger.of(key_file, issuer.expected, clock)


@pytest.fixture
def tokens(issuer: DevelopmentIssuer, clock: Any) -> LogoutTokens:
    return LogoutTokens(issuer.expected, issuer, clients=["bilim-console"], clock=clock)


@pytest.fixture
def signed(forger: Forger) -> Signed:
    """A logout token of the issuer, but for the changes; `header` changes the header."""

    def token(header: dict[str, Any] | None = None, **changes: Any) -> str:
        now = int(forger.clock())
        claims = {
            "iss": forger.expected.issuer,
            "aud": "bilim-console",
            "iat": now,
            "jti": "1",
            "sid": SESSION,
            "events": {LOGOUT_EVENT: {}},
        }
        return forger.sign(forger.header(**{"typ": "logout+jwt", **(header or {})}), claims | changes)

    return token


async def post(tokens: LogoutTokens, ended: EndedSessions, body: bytes | AsyncIterator[bytes]) -> int:
    app = Starlette(routes=[logout_route(tokens, ended)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
        return (await client.post("/logout/backchannel", content=body)).status_code


async def test_after_logout_a_session_is_refused_though_its_token_is_good(
    verifier: TokenVerifier, tokens: LogoutTokens, ended: EndedSessions, forger: Forger, signed: Signed
) -> None:
    authenticate = Authenticator(verifier, ended=ended)
    scope = {"headers": [(b"authorization", f"Bearer {forger.with_claims(sid=SESSION)}".encode())]}
    other = {"headers": [(b"authorization", f"Bearer {forger.with_claims(sid='another')}".encode())]}
    await authenticate(scope)

    assert await post(tokens, ended, f"logout_token={signed()}".encode()) == 200

    with pytest.raises(InvalidToken, match="logged out"):
        await authenticate(scope)
    assert (await authenticate(other)).viewer.session_id == "another"


async def test_a_replica_learns_of_it_at_its_next_refresh(
    store: MemoryStore, ended: EndedSessions, clock: Any
) -> None:
    replica = EndedSessions(store, clock=clock)
    await ended.end(SESSION)

    assert SESSION not in replica
    await replica.refresh()
    assert SESSION in replica


async def test_a_session_is_forgotten_when_its_last_token_is_over(ended: EndedSessions, clock: Any) -> None:
    await ended.end(SESSION)

    clock.advance(359)
    await ended.refresh()
    assert SESSION in ended
    clock.advance(2)
    await ended.refresh()
    assert SESSION not in ended


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "http://another"},
        {"aud": "bilim-graph"},
        {"aud": None},
        {"aud": [["bilim-console"]]},
        {"iat": 1},
        {"iat": "now"},
        {"iat": True},
        {"events": {}},
        {"events": {"http://schemas.openid.net/event/other": {}}},
        {"events": None},
        {"events": [LOGOUT_EVENT]},
        {"sid": None},
        {"sid": ""},
        {"sid": 7},
        {"nonce": "n"},
        {"header": {"typ": "at+jwt"}},
        {"header": {"alg": "none"}},
        {"header": {"kid": "unknown"}},
    ],
    ids=str,
)
async def test_what_is_no_logout_of_ours_ends_nothing(
    tokens: LogoutTokens, ended: EndedSessions, signed: Signed, changes: dict[str, Any]
) -> None:
    assert await post(tokens, ended, f"logout_token={signed(**changes)}".encode()) == 400
    assert SESSION not in ended


@pytest.mark.parametrize(
    "body", [b"", b"logout_token=", b"token=x", b"\xff\xfe", b"logout_token=" + b"a" * 20_000]
)
async def test_what_is_no_form_is_a_bad_request(
    tokens: LogoutTokens, ended: EndedSessions, body: bytes
) -> None:
    assert await post(tokens, ended, body) == 400


async def test_a_form_that_does_not_end_is_not_waited_for(
    tokens: LogoutTokens, ended: EndedSessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.identity.logout.FORM_SECONDS", 0.05)

    async def endless() -> AsyncIterator[bytes]:
        yield b"logout_token="
        await asyncio.Event().wait()

    async with asyncio.timeout(10):
        answered = await post(tokens, ended, endless())

    assert answered == 400


async def test_an_audience_may_be_a_list(tokens: LogoutTokens, signed: Signed) -> None:
    assert await tokens.session(signed(aud=["bilim-console", "other"])) == SESSION


async def test_an_access_token_logs_nobody_out(tokens: LogoutTokens, forger: Forger) -> None:
    with pytest.raises(InvalidToken, match=r"not of type logout\+jwt"):
        await tokens.session(forger.with_claims())
