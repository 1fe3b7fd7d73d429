"""One Keycloak with our realm for all the tests, and what somebody needs who logs in at it."""

import json
import os
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from chassis.identity import Expected, HttpKeys, TokenVerifier
from full.keycloak_server import Keycloak, keycloak
from full.login import Browser, PublicClient
from full.provision import Passwords, provision

PUBLIC_PORT = 18_431
PUBLIC_URL = f"http://127.0.0.1:{PUBLIC_PORT}"
"""Where Keycloak believes the gateway to be, and tells of logouts."""
DISTRICT = "0199a000-0000-7000-8000-000000000001"
GULNARA = "0199a000-0000-7000-8000-000000000002"
PERSONAS = {
    "district": {
        "sub": "1",
        "displayName": "Управление",
        "grants": [f"district@district:{DISTRICT}"],
        "person": [],
    },
    "guardian": {
        "sub": "2",
        "displayName": "Гульнара",
        "grants": ["guardian@country:*"],
        "person": [f"guardian:{GULNARA}", f"teacher:{GULNARA}"],
    },
    "integrator": {
        "sub": "3",
        "displayName": "Система",
        "grants": [f"integrator@contract:{DISTRICT}", f"integrator@district:{DISTRICT}"],
        "person": [],
    },
}


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "personas.json").write_text(json.dumps(PERSONAS))
    (folder / "keycloak").mkdir()
    return folder


@pytest.fixture(scope="session")
def running(data: Path) -> Iterator[Keycloak]:
    if not (shutil.which("java") and shutil.which("mvn")) and os.environ.get("CI") != "true":
        pytest.skip("no JDK or no Maven here")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with keycloak(data / "keycloak", port=port, public_url=PUBLIC_URL) as started:
        provision(started, data)
        yield started


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=60) as opened:
        yield opened


@pytest.fixture
def browser(client: httpx.AsyncClient) -> Browser:
    return Browser(client)


@pytest.fixture
def console(running: Keycloak) -> PublicClient:
    return PublicClient(running.issuer, "bilim-console", f"{PUBLIC_URL}/console/callback")


@pytest.fixture
def verifier(running: Keycloak) -> TokenVerifier:
    return TokenVerifier(Expected(issuer=running.issuer), HttpKeys(running.jwks_url))


@pytest.fixture
def passwords(data: Path) -> Passwords:
    return Passwords(data / "keycloak" / "passwords.json")
