"""The stand-in for Keycloak: who it signs for, and where it refuses to be."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from chassis.identity import Kind, TokenVerifier
from chassis.identity.development import DevelopmentIssuer, NotInProduction, UnknownPersona
from chassis.identity.development_app import development_routes
from chassis.identity.personas import Persona, UnreadablePersonas, read_personas, write_personas

DISTRICT = "0199a000-0000-7000-8000-000000000001"
OFFICE = Persona("district", "office", "Управление", (f"district@district:{DISTRICT}",))


@pytest.fixture
def personas_file(tmp_path: Path) -> Path:
    file = tmp_path / "personas.json"
    write_personas(file, {"district": OFFICE})
    return file


@pytest.fixture
def office(key_file: Path, personas_file: Path, clock: Any) -> DevelopmentIssuer:
    return DevelopmentIssuer(key_file, personas_file=personas_file, clock=clock)


def client_of(issuer: DevelopmentIssuer) -> httpx.AsyncClient:
    app = Starlette(routes=development_routes(issuer))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://dev")


def test_it_does_not_start_in_production(tmp_path: Path) -> None:
    with pytest.raises(NotInProduction, match="BILIM_ISSUER"):
        DevelopmentIssuer(tmp_path / "issuer.json", production=True)

    assert list(tmp_path.iterdir()) == []


def test_two_processes_with_one_folder_are_one_issuer(key_file: Path) -> None:
    assert DevelopmentIssuer(key_file).jwks == DevelopmentIssuer(key_file).jwks


def test_its_key_is_for_nobody_else_to_read(tmp_path: Path) -> None:
    key_file = tmp_path / "issuer.json"

    DevelopmentIssuer(key_file)

    assert key_file.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [key_file]


def test_what_it_publishes_is_public(issuer: DevelopmentIssuer) -> None:
    assert set(issuer.jwks["keys"][0]) == {"kty", "n", "e", "use", "alg", "kid"}


async def test_a_persona_gets_the_grants_of_the_file(
    office: DevelopmentIssuer, verifier: TokenVerifier
) -> None:
    viewer = await verifier.verify(office.token_for("district"))

    assert viewer.subject == "office"
    assert viewer.held == {("district", Kind.DISTRICT)}


def test_nobody_else_gets_a_token(office: DevelopmentIssuer) -> None:
    with pytest.raises(UnknownPersona):
        office.token_for("mayor")


async def test_a_worker_signs_for_itself_and_is_nothing_but_a_service(
    issuer: DevelopmentIssuer, verifier: TokenVerifier
) -> None:
    viewer = await verifier.verify(issuer.service_token("inventory"))

    assert viewer.held == {("service", Kind.SERVICE)}


def test_without_a_file_there_are_no_personas(tmp_path: Path) -> None:
    assert read_personas(tmp_path / "personas.json") == {}


def test_personas_read_back_as_they_were_written(personas_file: Path) -> None:
    assert read_personas(personas_file) == {"district": OFFICE}


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"a": {}}', '{"a": {"sub": "a", "displayName": "A", "grants": ["director@school:7"]}}'],
)
def test_a_broken_file_says_which_and_what_to_do(tmp_path: Path, text: str) -> None:
    file = tmp_path / "personas.json"
    file.write_text(text)

    with pytest.raises(UnreadablePersonas, match=r"personas\.json.*make reset"):
        read_personas(file)


async def test_personas_tokens_and_keys_have_addresses(
    office: DevelopmentIssuer, verifier: TokenVerifier
) -> None:
    async with client_of(office) as client:
        personas = await client.get("/dev/personas")
        token = await client.post("/dev/token/district")
        jwks = await client.get("/dev/.well-known/jwks.json")

    assert [persona["name"] for persona in personas.json()] == ["district"]
    assert (await verifier.verify(token.text)).subject == "office"
    assert jwks.json() == json.loads(json.dumps(office.jwks))
    assert {answer.headers["cache-control"] for answer in (personas, token, jwks)} == {"no-store"}


async def test_an_unknown_persona_is_told_who_there_is(office: DevelopmentIssuer) -> None:
    async with client_of(office) as client:
        answer = await client.post("/dev/token/mayor")

    assert (answer.status_code, answer.json()["personas"]) == (404, ["district"])


async def test_a_token_is_not_to_be_had_by_following_a_link(office: DevelopmentIssuer) -> None:
    async with client_of(office) as client:
        assert (await client.get("/dev/token/district")).status_code == 405
