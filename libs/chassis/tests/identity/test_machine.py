"""A worker logs in with its own key, once for each life of a token, and an issuer that is away is an outage."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from joserfc import jwt
from joserfc.jwk import RSAKey

from chassis.credentials import NoMachineKeys, service_token
from chassis.identity.machine import ClientCredentials, TokenUnavailable
from chassis.settings import Environment, PlatformSettings

KEY = RSAKey.generate_key(2048)


def in_production(**given: Any) -> PlatformSettings:
    return PlatformSettings(env=Environment.PRODUCTION, secret="of this test alone, and long enough", **given)


class Issuer:
    """An issuer's two addresses, as an application of its own."""

    def __init__(self) -> None:
        self.forms: list[dict[str, Any]] = []
        self.answer: dict[str, Any] = {"access_token": "first", "expires_in": 100}
        self.status = 200
        application = web.Application()
        application.router.add_get("/.well-known/openid-configuration", self.configuration)
        application.router.add_post("/token", self.token)
        self.server = TestServer(application)

    @property
    def url(self) -> str:
        return str(self.server.make_url("")).rstrip("/")

    async def configuration(self, _: web.Request) -> web.Response:
        return web.json_response({"token_endpoint": f"{self.url}/token"})

    async def token(self, request: web.Request) -> web.Response:
        self.forms.append(dict(await request.post()))
        return web.json_response(self.answer, status=self.status)


@pytest_asyncio.fixture
async def issuer() -> AsyncIterator[Issuer]:
    issuer = Issuer()
    await issuer.server.start_server()
    yield issuer
    await issuer.server.close()


async def test_the_assertion_is_signed_by_the_machine_for_this_issuer(issuer: Issuer) -> None:
    token = await ClientCredentials("bilim-ejournal", KEY, issuer=issuer.url).token()

    (form,) = issuer.forms
    signed = jwt.decode(form["client_assertion"], KEY, algorithms=["PS256"])
    assert token == "first"
    assert form["grant_type"] == "client_credentials"
    assert (signed.claims["sub"], signed.claims["aud"]) == ("bilim-ejournal", issuer.url)
    assert signed.claims["exp"] - signed.claims["iat"] == 60


async def test_a_token_is_kept_for_four_fifths_of_its_life(issuer: Issuer) -> None:
    now = 0.0
    machine = ClientCredentials("bilim-ejournal", KEY, issuer=issuer.url, clock=lambda: now)

    first = await machine.token()
    now, issuer.answer = 79.0, {"access_token": "second", "expires_in": 100}
    kept = await machine.token()
    now = 80.0
    renewed = await machine.token()

    assert (first, kept, renewed) == ("first", "first", "second")


@pytest.mark.parametrize(("status", "answer"), [(401, {"error": "invalid_client"}), (200, {}), (503, {})])
async def test_an_issuer_that_gives_no_token_is_an_outage(
    issuer: Issuer, status: int, answer: dict[str, Any]
) -> None:
    issuer.status, issuer.answer = status, answer

    with pytest.raises(TokenUnavailable):
        await ClientCredentials("bilim-ejournal", KEY, issuer=issuer.url).token()


async def test_a_worker_logs_in_with_the_key_of_its_name(issuer: Issuer, tmp_path: Path) -> None:
    (tmp_path / "bilim-ejournal.json").write_text(json.dumps(KEY.as_dict(private=True)))
    platform = in_production(issuer=issuer.url, machine_keys=str(tmp_path))

    assert await service_token(platform, service="ejournal")() == "first"
    assert issuer.forms[0]["client_id"] == "bilim-ejournal"


def test_a_worker_without_its_key_says_which_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(NoMachineKeys, match=r"bilim-ejournal\.json"):
        service_token(PlatformSettings(machine_keys=str(tmp_path)), service="ejournal")


def test_in_production_a_worker_needs_keys() -> None:
    with pytest.raises(NoMachineKeys, match="BILIM_MACHINE_KEYS"):
        service_token(in_production(key_file="key.json"), service="ejournal")
