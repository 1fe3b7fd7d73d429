"""Who logs in at the state's identity provider brings along how sure it is of who they are."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from keycloak import KeycloakAdmin, KeycloakOpenIDConnection

from chassis.identity import Authenticator, Caller, Forbidden, TokenVerifier
from chassis.identity.policy import COUNTRY, Facts, Policy, may, resource
from full.keycloak_server import ADMIN_CLIENT, Keycloak
from full.login import Browser, PublicClient, form_action
from full.provision import Passwords, administrator

pytestmark = pytest.mark.keycloak

STATE, PROVIDER = "state", "state-id"
PASSWORD = "a long password of the state"
POLICY = Policy(
    "desk",
    resource("Paper", "What is signed for a child.", sign_paper=may(guardian=COUNTRY.assured(2))),
)
OURS = {"view": ["admin", "user"], "edit": ["admin"]}
NAMES = ("username", "email", "firstName", "lastName", "assurance_level")
PROFILE = json.dumps({"attributes": [{"name": name, "permissions": OURS} for name in NAMES]})


@dataclass
class Visitor:
    """Somebody with a browser that keeps the cookies of each realm apart, as their paths do."""

    client: httpx.AsyncClient
    browsers: dict[str, Browser] = field(default_factory=dict)

    def at(self, url: str) -> Browser:
        """The cookies of that address."""
        realm = urlsplit(url).path.removeprefix("/realms/").partition("/")[0]
        return self.browsers.setdefault(realm, Browser(self.client))

    async def follow(self, answer: httpx.Response, until: str) -> httpx.Response:
        """Go where one is sent, as far as a page, or as the application whose address begins so."""
        for _ in range(10):
            target = answer.headers.get("location")
            if target is None or target.startswith(until):
                break
            answer = await self.at(target).get(target)
        return answer


@pytest.fixture(scope="module")
def state(running: Keycloak) -> Iterator[KeycloakAdmin]:
    """The state's identity provider: another realm, which knows people and says how it made sure of them."""
    ours = administrator(running)
    everywhere = KeycloakAdmin(connection=_connection(running, "master"))
    everywhere.create_realm(_state_realm(running))
    ours.update_idp(PROVIDER, _provider(ours.get_idp(PROVIDER), f"{running.url}/realms/{STATE}"))
    yield KeycloakAdmin(connection=_connection(running, STATE))
    ours.update_idp(PROVIDER, {**ours.get_idp(PROVIDER), "enabled": False})
    everywhere.delete_realm(STATE)


@pytest.mark.parametrize(("level", "loa", "may_sign"), [("3", 3, True), ("2", 2, True), ("1", 1, False)])
async def test_the_state_says_how_sure_it_is_and_what_needs_it_is_permitted(
    level: str, loa: int, may_sign: bool,
    state: KeycloakAdmin, running: Keycloak, console: PublicClient, client: httpx.AsyncClient,
    verifier: TokenVerifier,
) -> None:  # fmt: skip
    with_level(level, state, running)

    tokens = await log_in_through_the_state(console, client)
    caller = await caller_of(tokens["access_token"], verifier)

    assert caller.viewer.loa == loa
    assert {str(grant) for grant in caller.viewer.grants} == {"guardian@country:*"}
    assert may_sign_papers(caller) == may_sign


@pytest.mark.parametrize("level", ["4", "11", "-1", "high"])
async def test_a_level_that_we_do_not_know_is_none(
    level: str, state: KeycloakAdmin, running: Keycloak, console: PublicClient, client: httpx.AsyncClient,
    verifier: TokenVerifier,
) -> None:  # fmt: skip
    with_level(level, state, running)

    tokens = await log_in_through_the_state(console, client)

    assert (await caller_of(tokens["access_token"], verifier)).viewer.loa == 0


async def test_a_password_assures_of_nothing_also_for_whom_the_state_knows(
    state: KeycloakAdmin, running: Keycloak, console: PublicClient, browser: Browser, passwords: Passwords,
    verifier: TokenVerifier,
) -> None:  # fmt: skip
    with_level("3", state, running)

    tokens = await console.log_in(browser, "guardian", passwords.of("guardian"))
    caller = await caller_of(tokens["access_token"], verifier)

    assert caller.viewer.loa == 0
    assert not may_sign_papers(caller)


async def log_in_through_the_state(console: PublicClient, client: httpx.AsyncClient) -> dict[str, Any]:
    visitor = Visitor(client)
    url = console.login_url(kc_idp_hint=PROVIDER)
    page = await visitor.follow(await visitor.at(url).get(url), console.redirect_uri)
    form = {"username": "gulnara", "password": PASSWORD}
    action = form_action(page.text)
    answer = await visitor.follow(await visitor.at(action).post(action, form), console.redirect_uri)
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert query["state"] == [console.state]
    return await console.exchange(client, query["code"][0])


async def caller_of(token: str, verifier: TokenVerifier) -> Caller:
    scope = {"headers": [(b"authorization", f"Bearer {token}".encode())]}
    return await Authenticator(verifier)(scope)


def may_sign_papers(caller: Caller) -> bool:
    try:
        POLICY.permit(caller, "sign_paper", Facts())
    except Forbidden:
        return False
    return True


def with_level(level: str, state: KeycloakAdmin, running: Keycloak) -> None:
    """Gulnara as the state knows her, who is a guardian with us."""
    known = state.get_user_id("gulnara")
    if known is None:
        known = state.create_user(_gulnara(level))
        ours = administrator(running)
        guardian = ours.get_user_id("guardian")
        assert guardian is not None
        ours.add_user_social_login(guardian, PROVIDER, known, "gulnara")
    state.update_user(known, _gulnara(level))


def _gulnara(level: str) -> dict[str, Any]:
    return {
        "username": "gulnara", "enabled": True, "emailVerified": True, "email": "gulnara@state.example",
        "firstName": "Гульнара", "lastName": "Асанова", "attributes": {"assurance_level": [level]},
        "credentials": [{"type": "password", "value": PASSWORD, "temporary": False}],
    }  # fmt: skip


def _state_realm(running: Keycloak) -> dict[str, Any]:
    told = {
        "name": "assurance level",
        "protocol": "openid-connect",
        "protocolMapper": "oidc-usermodel-attribute-mapper",
        "config": {"user.attribute": "assurance_level", "claim.name": "assurance_level",
                   "jsonType.label": "String", "id.token.claim": "true"},
    }  # fmt: skip
    broker = {
        "clientId": "bilim",
        "standardFlowEnabled": True,
        "clientAuthenticatorType": "client-jwt",
        "redirectUris": [f"{running.issuer}/broker/{PROVIDER}/endpoint"],
        "attributes": {
            "use.jwks.url": "true", "jwks.url": running.jwks_url,
            "token.endpoint.auth.signing.alg": "PS256", "pkce.code.challenge.method": "S256",
        },
        "protocolMappers": [told],
    }  # fmt: skip
    profile = {"providerId": "declarative-user-profile", "config": {"kc.user.profile.config": [PROFILE]}}
    return {
        "realm": STATE, "enabled": True, "sslRequired": "none", "clients": [broker],
        "components": {"org.keycloak.userprofile.UserProfileProvider": [profile]},
    }  # fmt: skip


def _provider(ours: dict[str, Any], issuer: str) -> dict[str, Any]:
    """Our entry of the provider, switched on, with the addresses that this one has."""
    at = f"{issuer}/protocol/openid-connect"
    addresses = {
        "issuer": issuer, "authorizationUrl": f"{at}/auth", "tokenUrl": f"{at}/token", "jwksUrl": f"{at}/certs"
    }  # fmt: skip
    return {**ours, "enabled": True, "config": {**ours["config"], **addresses}}


def _connection(running: Keycloak, realm: str) -> KeycloakOpenIDConnection:
    return KeycloakOpenIDConnection(
        server_url=f"{running.url}/", realm_name=realm, user_realm_name="master",
        client_id=ADMIN_CLIENT, client_secret_key=running.admin_secret,
    )  # fmt: skip
