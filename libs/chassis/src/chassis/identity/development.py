"""Signs the tokens that Keycloak would sign, with a key of its own: a first start needs no Keycloak."""

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import RSAKey

from chassis.identity.claims import Expected
from chassis.identity.personas import Persona, read_personas
from chassis.identity.verifier import TOKEN_TYPE

DEVELOPMENT_ISSUER = "http://127.0.0.1:8000/dev"
TOKEN_LIFE = 300


class NotInProduction(Exception):
    """A stand-in was asked for where only the real thing will do."""


class UnknownPersona(LookupError):
    """Nobody of that name can be logged in as."""


class DevelopmentIssuer:
    """Issues tokens for personas and our own workers; whoever has the key file is the same issuer."""

    def __init__(
        self,
        key_file: Path,
        *,
        personas_file: Path | None = None,
        production: bool = False,
        issuer: str = DEVELOPMENT_ISSUER,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if production:
            raise NotInProduction(
                "The development issuer does not start with BILIM_ENV=production: set BILIM_ISSUER."
            )
        self._key = _key_of(key_file)
        self._personas_file = personas_file
        self._clock = clock
        self.expected = Expected(issuer=issuer)

    @property
    def jwks(self) -> dict[str, Any]:
        """The public key, as Keycloak would publish it."""
        public = self._key.as_dict(private=False)
        return {"keys": [{**public, "use": "sig", "alg": "RS256", "kid": self._key.thumbprint()}]}

    async def fetch(self) -> Mapping[str, Any]:
        """The issuer is its own key source wherever the key file is at hand."""
        return self.jwks

    @property
    def personas(self) -> dict[str, Persona]:
        """Everybody one can log in as, read anew since the loader may have run meanwhile."""
        return read_personas(self._personas_file) if self._personas_file else {}

    def token_for(self, persona_name: str) -> str:
        """A token of the persona, valid for five minutes."""
        persona = self.personas.get(persona_name)
        if persona is None:
            raise UnknownPersona(persona_name)
        return self.sign(persona.sub, client="bilim-console", grants=persona.grants, person=persona.person)

    def service_token(self, service: str) -> str:
        """A token of our own worker; it opens feeds and snapshots only."""
        return self.sign(
            f"service-{service}", client=f"bilim-{service}", grants=(f"service@service:{service}",)
        )

    def sign(
        self, sub: str, *, client: str, grants: Iterable[str], person: Iterable[str] = (), loa: int = 1
    ) -> str:
        """A token with these claims."""
        now = int(self._clock())
        header = {"alg": "RS256", "typ": TOKEN_TYPE, "kid": self._key.thumbprint()}
        claims = {
            "iss": self.expected.issuer,
            "aud": self.expected.audience,
            "iat": now,
            "nbf": now,
            "exp": now + TOKEN_LIFE,
            "jti": uuid4().hex,
            "sub": sub,
            "azp": client,
            "sid": uuid4().hex,
            "loa": loa,
            "grants": list(grants),
            "person": list(person),
        }
        return jwt.encode(header, claims, self._key, algorithms=["RS256"])


def _key_of(file: Path) -> RSAKey:
    """The key in the file, made by whichever process comes first."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        _write_once(file, json.dumps(RSAKey.generate_key(2048).as_dict(private=True)))
    return RSAKey.import_key(json.loads(file.read_text("utf-8")))


def _write_once(file: Path, text: str) -> None:
    unfinished = file.with_name(f"{file.name}.{uuid4().hex}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
    try:
        # A link fails where the name is taken: of two processes starting together one wins.
        with contextlib.suppress(FileExistsError):
            file.hardlink_to(unfinished)
    finally:
        unfinished.unlink()
