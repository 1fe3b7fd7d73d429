"""Somebody who holds the issuer's key and every bad intention: makes tokens that are wrong in exactly one way."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from joserfc import jws
from joserfc.jwk import Key, RSAKey

from chassis.identity.claims import Expected
from chassis.identity.verifier import TOKEN_TYPE

Json = Mapping[str, Any] | list[Any] | str | int | float | None
ABSENT = object()
"""In place of a value: leave the member out."""


@dataclass(frozen=True, slots=True)
class Presented:
    """An Authorization header and what it is an example of."""

    name: str
    authorization: str


@dataclass(frozen=True, slots=True)
class Forger:
    """Signs with the issuer's real key, so that only the forgery itself can give a token away."""

    key: RSAKey
    expected: Expected
    clock: Callable[[], float]
    trap: str = "http://127.0.0.1:9/trap"
    """An address that nobody should call because a token says so."""

    @classmethod
    def of(cls, key_file: Path, expected: Expected, clock: Callable[[], float], **more: Any) -> "Forger":
        """A forger who stole the development issuer's key file."""
        return cls(RSAKey.import_key(json.loads(key_file.read_text("utf-8"))), expected, clock, **more)

    def header(self, **changes: object) -> dict[str, Any]:
        """The header of a genuine token, but for the changes."""
        return _changed({"alg": "RS256", "typ": TOKEN_TYPE, "kid": self.key.thumbprint()}, changes)

    def claims(self, **changes: object) -> dict[str, Any]:
        """The claims of a genuine token, but for the changes."""
        now = int(self.clock())
        genuine = {
            "iss": self.expected.issuer,
            "aud": self.expected.audience,
            "iat": now,
            "nbf": now,
            "exp": now + 300,
            "jti": uuid4().hex,
            "sub": "forger",
            "azp": "bilim-console",
            "sid": uuid4().hex,
            "loa": 1,
            "grants": ["ministry@country:*"],
            "person": [],
        }
        return _changed(genuine, changes)

    def sign(
        self,
        header: Json | bytes,
        claims: Json | bytes,
        *,
        with_key: Key | None = None,
        algorithm: str = "RS256",
    ) -> str:
        """A compact token of these very bytes, whatever they are, under a signature that is good for them."""
        signed = f"{encode(header)}.{encode(claims)}"
        signer = jws.JWSRegistry(algorithms=[algorithm]).get_alg(algorithm)
        return f"{signed}.{encode(signer.sign(signed.encode(), with_key or self.key))}"

    def with_header(self, **changes: object) -> str:
        """A genuine token but for its header."""
        return self.sign(self.header(**changes), self.claims())

    def with_claims(self, **changes: object) -> str:
        """A genuine token but for its claims."""
        return self.sign(self.header(), self.claims(**changes))


def encode(part: Json | bytes) -> str:
    """A part of a token: bytes as they are, anything else as JSON."""
    raw = part if isinstance(part, bytes) else json.dumps(part, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def bearer(named: Mapping[str, str], prefix: str) -> list[Presented]:
    """Tokens, each as the header that presents it."""
    return [Presented(f"{prefix}: {name}", f"Bearer {token}") for name, token in named.items()]


def _changed(genuine: dict[str, Any], changes: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in (genuine | dict(changes)).items() if value is not ABSENT}
