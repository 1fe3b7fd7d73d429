"""The real Keycloak with our realm: who gets in, by which doors, and with what in hand."""

import asyncio
import json
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from chassis.identity import Authenticator, Expected, HttpKeys, InvalidToken, Kind, TokenVerifier
from chassis.identity.development import DEVELOPMENT_ISSUER
from chassis.identity.logout import LogoutTokens, logout_route
from chassis.identity.sessions import EndedSessions, MemoryStore
from chassis.server import listen, serving_beside
from chassis.settings import PlatformSettings
from full.grants import ensure_grants
from full.keycloak_server import Keycloak
from full.login import Browser, LoginFailedError, PublicClient
from full.machine import assertion, machine_login
from full.provision import Passwords, administrator, machine_key, provision
from full.rolls import Rolls
from gateway.app import create_app as create_gateway
from gateway.settings import GatewaySettings

pytestmark = pytest.mark.keycloak

PUBLIC_PORT = 18_431
PUBLIC_URL = f"http://127.0.0.1:{PUBLIC_PORT}"
SUPERGRAPH = Path(__file__).parents[3] / "gateway" / "supergraph.graphql"
DISTRICT = "0199a000-0000-7000-8000-000000000001"
GULNARA = "0199a000-0000-7000-8000-000000000002"
SCHOOL = "0199a000-0000-7000-8000-000000000003"


@pytest.fixture
async def tokens(console: PublicClient, browser: Browser, passwords: Passwords) -> dict[str, Any]:
    """What a guardian has in hand after logging in."""
    return await console.log_in(browser, "guardian", passwords.of("guardian"))


async def test_a_person_logs_in_and_the_token_is_one_that_we_accept(
    tokens: dict[str, Any], verifier: TokenVerifier
) -> None:
    viewer = await verifier.verify(tokens["access_token"])

    assert viewer.held == {("guardian", Kind.COUNTRY)}
    assert {str(person) for person in viewer.persons} == {f"guardian:{GULNARA}", f"teacher:{GULNARA}"}
    assert viewer.client == "bilim-console"
    assert viewer.session_id is not None
    assert 290 < tokens["expires_in"] <= 300


async def test_an_id_token_and_a_refresh_token_open_nothing(
    tokens: dict[str, Any], verifier: TokenVerifier
) -> None:
    for name in ("id_token", "refresh_token"):
        with pytest.raises(InvalidToken, match=r"algorithm not accepted|not of type at\+jwt"):
            await verifier.verify(tokens[name])


async def test_a_wrong_password_is_not_let_in(console: PublicClient, browser: Browser) -> None:
    with pytest.raises(LoginFailedError, match="not let in"):
        await console.log_in(browser, "district", "not the password")


async def test_a_code_is_worth_nothing_without_its_verifier(
    console: PublicClient, browser: Browser, passwords: Passwords, client: httpx.AsyncClient
) -> None:
    code = await console.code(browser, "guardian", passwords.of("guardian"))

    assert (await console.exchange(client, code, code_verifier="x" * 43))["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge": "", "code_challenge_method": ""},
        {"code_challenge_method": "plain"},
        {"response_type": "token"},
        {"response_type": "id_token token"},
    ],
)
async def test_a_login_without_pkce_or_by_the_implicit_flow_is_refused(
    console: PublicClient, browser: Browser, changes: dict[str, str]
) -> None:
    answer = await browser.get(console.login_url(**changes))

    assert answer.status_code in (302, 303)
    assert "error=" in answer.headers["location"]


@pytest.mark.parametrize(
    "redirect_uri",
    [
        f"{PUBLIC_URL}/console/callback/../evil",
        f"{PUBLIC_URL}/",
        "https://evil.example/console/callback",
        "*",
    ],
)
async def test_nobody_is_sent_to_an_address_that_is_not_registered(
    console: PublicClient, browser: Browser, redirect_uri: str
) -> None:
    answer = await browser.get(console.login_url(redirect_uri=redirect_uri))

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "client_id", ["bilim-console", "bilim-graphiql", "admin-cli", "account", "bilim-inventory"]
)
async def test_no_client_takes_a_password(
    running: Keycloak, client: httpx.AsyncClient, passwords: Passwords, client_id: str
) -> None:
    form = {"grant_type": "password", "client_id": client_id, "username": "guardian"}

    answer = await client.post(
        f"{running.issuer}/protocol/openid-connect/token", data={**form, "password": passwords.of("guardian")}
    )

    assert answer.status_code in (400, 401)
    assert "access_token" not in answer.json()


async def test_a_refresh_token_is_good_once_and_its_reuse_ends_the_session(
    tokens: dict[str, Any], console: PublicClient, client: httpx.AsyncClient, verifier: TokenVerifier
) -> None:
    renewed = await console.refresh(client, tokens["refresh_token"])
    await verifier.verify(renewed["access_token"])

    reused = await console.refresh(client, tokens["refresh_token"])
    after = await console.refresh(client, renewed["refresh_token"])

    assert reused["error"] == "invalid_grant"
    assert after["error"] == "invalid_grant"


async def test_after_logout_nothing_can_be_renewed(
    tokens: dict[str, Any], console: PublicClient, client: httpx.AsyncClient
) -> None:
    assert await console.log_out(client, tokens["refresh_token"]) == 204

    assert (await console.refresh(client, tokens["refresh_token"]))["error"] == "invalid_grant"


async def test_a_logout_is_told_to_the_gateway_and_ends_the_session_there(
    tokens: dict[str, Any],
    console: PublicClient,
    client: httpx.AsyncClient,
    running: Keycloak,
    verifier: TokenVerifier,
) -> None:
    ended = EndedSessions(MemoryStore())
    told = LogoutTokens(
        Expected(issuer=running.issuer), HttpKeys(running.jwks_url), clients=["bilim-console"]
    )
    authenticate = Authenticator(verifier, ended=ended)
    scope = {"headers": [(b"authorization", f"Bearer {tokens['access_token']}".encode())]}
    await authenticate(scope)

    async with served(Starlette(routes=[logout_route(told, ended)]), PUBLIC_PORT):
        await console.log_out(client, tokens["refresh_token"])

    with pytest.raises(InvalidToken, match="logged out"):
        await authenticate(scope)


async def test_a_logout_closes_sockets_and_ends_the_token_at_the_gateway_within_ten_seconds(
    tokens: dict[str, Any], console: PublicClient, client: httpx.AsyncClient, running: Keycloak
) -> None:
    platform = PlatformSettings(issuer=running.issuer, jwks_url=running.jwks_url)
    app = create_gateway(GatewaySettings(verify_tokens=True), SUPERGRAPH, platform=platform)
    authorization = {"authorization": f"Bearer {tokens['access_token']}"}
    async with (
        serving_beside(app, listen("127.0.0.1", PUBLIC_PORT)),
        aiohttp.ClientSession(PUBLIC_URL) as session,
        session.ws_connect("/graphql", protocols=["graphql-transport-ws"]) as channel,
    ):
        await channel.send_json({"type": "connection_init", "payload": authorization})
        assert (await channel.receive_json())["type"] == "connection_ack"
        began = time.monotonic()

        await console.log_out(client, tokens["refresh_token"])
        told = await channel.receive(timeout=10)
        answer = await session.post("/graphql", json={"query": "{ __typename }"}, headers=authorization)
        took = time.monotonic() - began

    assert (told.type, answer.status) == (aiohttp.WSMsgType.CLOSE, 401)
    assert took < 10


@pytest.mark.long
async def test_while_keycloak_stands_still_its_tokens_are_verified(
    tokens: dict[str, Any], running: Keycloak, verifier: TokenVerifier
) -> None:
    assert running.process_group is not None
    await verifier.warm_up()
    os.killpg(running.process_group, signal.SIGSTOP)
    try:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            # Also when it is asked, and does not answer.
            await verifier.warm_up()
            assert (await verifier.verify(tokens["access_token"])).session_id is not None
            await asyncio.sleep(1)
    finally:
        os.killpg(running.process_group, signal.SIGCONT)

    assert verifier.counts.refused == 0


@asynccontextmanager
async def served(app: Starlette, port: int) -> AsyncIterator[None]:
    config = uvicorn.Config(app, port=port, log_level="error", lifespan="off")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    yield
    await server.shutdown()


async def test_nobody_grants_themselves_anything(
    running: Keycloak, tokens: dict[str, Any], client: httpx.AsyncClient
) -> None:
    header = {"authorization": f"Bearer {tokens['access_token']}"}
    wish = {"username": "guardian", "attributes": {"grants": ["ministry@country:*"]}}

    await client.post(f"{running.issuer}/account/", json=wish, headers=header)

    account = administrator(running).get_users({"username": "guardian", "exact": "true"})[0]
    assert account["attributes"]["grants"] == ["guardian@country:*"]


async def test_a_worker_logs_in_by_what_it_signs(
    running: Keycloak, client: httpx.AsyncClient, data: Path, verifier: TokenVerifier
) -> None:
    key = machine_key(data / "keycloak" / "bilim-inventory.json")

    answer = await machine_login(
        client, running.issuer, "bilim-inventory", assertion("bilim-inventory", key, running.issuer)
    )

    viewer = await verifier.verify(answer["access_token"])
    assert viewer.held == {("service", Kind.SERVICE)}
    assert "refresh_token" not in answer


async def test_an_integrator_has_the_grants_of_its_contract(
    running: Keycloak, client: httpx.AsyncClient, data: Path, verifier: TokenVerifier
) -> None:
    key = machine_key(data / "keycloak" / "bilim-integrator.json")

    answer = await machine_login(
        client, running.issuer, "bilim-integrator", assertion("bilim-integrator", key, running.issuer)
    )

    assert (await verifier.verify(answer["access_token"])).held == {
        ("integrator", Kind.CONTRACT),
        ("integrator", Kind.DISTRICT),
    }


@pytest.mark.parametrize(
    "changes",
    [{"aud": DEVELOPMENT_ISSUER}, {"exp": 1_000_000_000, "iat": 999_999_940}, {"sub": "bilim-ejournal"}],
    ids=["for another issuer", "expired", "for another machine"],
)
async def test_an_assertion_that_is_wrong_opens_nothing(
    running: Keycloak, client: httpx.AsyncClient, data: Path, changes: dict[str, Any]
) -> None:
    key = machine_key(data / "keycloak" / "bilim-inventory.json")
    signed = assertion("bilim-inventory", key, running.issuer, **changes)

    assert "error" in await machine_login(client, running.issuer, "bilim-inventory", signed)


async def test_an_assertion_is_good_once(running: Keycloak, client: httpx.AsyncClient, data: Path) -> None:
    key = machine_key(data / "keycloak" / "bilim-inventory.json")
    signed = assertion("bilim-inventory", key, running.issuer)
    await machine_login(client, running.issuer, "bilim-inventory", signed)

    assert "error" in await machine_login(client, running.issuer, "bilim-inventory", signed)


def test_provisioning_twice_changes_nothing(running: Keycloak, data: Path) -> None:
    assert provision(running, data) == []


def test_a_changed_grant_is_the_only_change(running: Keycloak, data: Path) -> None:
    personas = data / "personas.json"
    moved = json.loads(personas.read_text())
    moved["district"]["grants"] = [f"district@district:{GULNARA}"]
    personas.write_text(json.dumps(moved))

    assert provision(running, data) == ["account district: changed"]
    assert provision(running, data) == []


async def test_grants_follow_staff_and_guardian_events(
    running: Keycloak,
    console: PublicClient,
    browser: Browser,
    passwords: Passwords,
    verifier: TokenVerifier,
) -> None:
    admin, rolls = administrator(running), Rolls()
    registered = {"teacherId": GULNARA, "schoolIds": [SCHOOL], "category": "STAFF_CATEGORY_TEACHER"}
    rolls.hear({"type": "bilim.training.StaffRegistered.v1", "data": registered})
    rolls.hear(
        {
            "type": "bilim.enrollment.GuardianshipGranted.v1",
            "data": {"guardianId": GULNARA, "studentId": DISTRICT},
        }
    )

    first, again = list(ensure_grants(admin, rolls)), list(ensure_grants(admin, rolls))

    assert first == [f"account guardian: guardian@country:*, teacher@school:{SCHOOL}"]
    assert again == []
    given = await console.log_in(browser, "guardian", passwords.of("guardian"))
    viewer = await verifier.verify(given["access_token"])
    assert viewer.held == {("guardian", Kind.COUNTRY), ("teacher", Kind.SCHOOL)}


def test_who_has_left_loses_what_the_events_gave_and_nothing_else(running: Keycloak) -> None:
    admin, rolls = administrator(running), Rolls()
    rolls.given = {f"teacher:{GULNARA}": [f"teacher@school:{SCHOOL}"]}

    changed, again = list(ensure_grants(admin, rolls)), list(ensure_grants(admin, rolls))

    assert changed == ["account guardian: guardian@country:*"]
    assert again == []
    assert rolls.given == {}


def test_every_client_is_closed_to_what_we_do_not_use(running: Keycloak) -> None:
    ours = [
        client for client in administrator(running).get_clients() if client["clientId"].startswith("bilim-")
    ]

    assert len(ours) == 2 + 4 + 1 + 1
    for client in ours:
        assert not client["implicitFlowEnabled"]
        assert not client["directAccessGrantsEnabled"]
        assert not client["fullScopeAllowed"]
        assert not any("*" in uri for uri in client["redirectUris"])
