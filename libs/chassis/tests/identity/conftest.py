"""An issuer, a verifier of its tokens, and a clock that both read."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from chassis.identity import Authenticator, KeysUnavailable, TokenVerifier
from chassis.identity.development import DevelopmentIssuer


@dataclass
class Clock:
    """Time that passes when told to."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class WatchedKeys:
    """An issuer's keys that can be changed, taken away, and that counts who asks."""

    jwks: Mapping[str, Any]
    is_away: bool = False
    asked: int = field(default=0)

    async def fetch(self) -> Mapping[str, Any]:
        self.asked += 1
        if self.is_away:
            raise KeysUnavailable("away")
        return self.jwks


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def known_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key made once: making one for each test would take longer than the tests."""
    file = tmp_path_factory.mktemp("key") / "issuer.json"
    DevelopmentIssuer(file)
    return file


@pytest.fixture
def key_file(tmp_path: Path, known_key: Path) -> Path:
    return Path(shutil.copy(known_key, tmp_path / "issuer.json"))


@pytest.fixture
def issuer(key_file: Path, clock: Clock) -> DevelopmentIssuer:
    return DevelopmentIssuer(key_file, clock=clock)


@pytest.fixture
def keys(issuer: DevelopmentIssuer) -> WatchedKeys:
    return WatchedKeys(issuer.jwks)


@pytest.fixture
def verifier(issuer: DevelopmentIssuer, keys: WatchedKeys, clock: Clock) -> TokenVerifier:
    return TokenVerifier(issuer.expected, keys, clock=clock)


@pytest.fixture
def authenticate(verifier: TokenVerifier) -> Authenticator:
    return Authenticator(verifier)


@pytest.fixture
def token(issuer: DevelopmentIssuer) -> str:
    return issuer.sign("amina", client="console", grants=["ministry@country:*"])
