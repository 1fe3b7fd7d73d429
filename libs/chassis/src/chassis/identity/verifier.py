"""Decides whether a token is ours: strict form, known key, good signature, believable claims."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chassis.identity.claims import Expected, read_claims
from chassis.identity.errors import InvalidToken
from chassis.identity.keys import KeyRing, KeySource
from chassis.identity.strict import CompactToken, read_compact, read_object
from chassis.identity.viewer import Viewer

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

TOKEN_TYPE = "at+jwt"  # noqa: S105 - the media type of RFC 9068, not a secret.


@dataclass(slots=True)
class TokenCounts:
    """How many tokens were remembered, verified anew and refused since start."""

    remembered: int = 0
    verified: int = 0
    refused: int = 0

    @property
    def hit_rate(self) -> float:
        """The share of accepted tokens that needed no signature check."""
        accepted = self.remembered + self.verified
        return self.remembered / accepted if accepted else 0.0


class SignedTokens:
    """Compact tokens of one issuer: strict form, accepted algorithm and type, known key, good signature."""

    def __init__(self, expected: Expected, keys: KeyRing, *, token_type: str) -> None:
        # Ten megabytes that a process without a verifier need not carry.
        from joserfc.jws import JWSRegistry

        registry = JWSRegistry(algorithms=list(expected.algorithms))
        self._algorithms = {name: registry.get_alg(name) for name in expected.algorithms}
        self._keys = keys
        self._type = token_type

    async def claims(self, token: str) -> dict[str, Any]:
        """What the token says, now known to be the issuer's words; raises InvalidToken."""
        compact = read_compact(token)
        key = await self._key_for(compact)
        # The form was read once, by strict.py: a second parser could understand another token.
        algorithm = self._algorithms[compact.header["alg"]]
        if not algorithm.verify(compact.signed, compact.signature, key):
            raise InvalidToken("signature does not match")
        return read_object(compact.payload)

    async def _key_for(self, compact: CompactToken) -> "RSAKey":
        header = compact.header
        if header.get("alg") not in self._algorithms:
            raise InvalidToken("algorithm not accepted")
        if header.get("typ") != self._type:
            raise InvalidToken(f"not of type {self._type}")
        key = await self._keys.find(header.get("kid", ""))
        if key is None or key.alg not in (None, header["alg"]):
            raise InvalidToken("unknown key")
        return key


class TokenVerifier:
    """Verifies access tokens of one issuer for one audience."""

    def __init__(
        self,
        expected: Expected,
        source: KeySource,
        *,
        clock: Callable[[], float] = time.time,
        remember: int = 10_000,
    ) -> None:
        self._expected = expected
        self._clock = clock
        self._keys = KeyRing(source, clock=clock)
        self._signed = SignedTokens(expected, self._keys, token_type=TOKEN_TYPE)
        self._remembered: OrderedDict[bytes, Viewer] = OrderedDict()
        self._remember = remember
        self._key_version = 0
        self.counts = TokenCounts()

    async def warm_up(self) -> None:
        """Fetch the issuer's keys before the first caller needs them."""
        await self._keys.refresh()

    async def verify(self, token: str) -> Viewer:
        """The token's viewer; raises InvalidToken with a reason that may be shown."""
        digest = hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
        viewer = self._recall(digest)
        if viewer is not None:
            self.counts.remembered += 1
            return viewer
        try:
            viewer = read_claims(await self._signed.claims(token), self._expected, self._clock())
        except InvalidToken:
            self.counts.refused += 1
            raise
        self.counts.verified += 1
        self._keep(digest, viewer)
        return viewer

    def _recall(self, digest: bytes) -> Viewer | None:
        self._forget_withdrawn()
        viewer = self._remembered.get(digest)
        if viewer is None:
            return None
        if viewer.is_over(self._clock()):
            del self._remembered[digest]
            return None
        self._remembered.move_to_end(digest)
        return viewer

    def _keep(self, digest: bytes, viewer: Viewer) -> None:
        self._forget_withdrawn()
        self._remembered[digest] = viewer
        while len(self._remembered) > self._remember:
            self._remembered.popitem(last=False)

    def _forget_withdrawn(self) -> None:
        # A key may have been withdrawn because it leaked: what any key vouched for before is judged anew.
        if self._key_version != self._keys.version:
            self._remembered.clear()
            self._key_version = self._keys.version
