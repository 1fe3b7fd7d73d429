"""The issuer's public keys: fetched seldom, kept when it is away, never looked for where a token points."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import structlog

if TYPE_CHECKING:
    # Each weighs ten megabytes, which a process that never verifies, or never asks over HTTP, need not carry.
    import aiohttp
    from joserfc.jwk import RSAKey

log = structlog.get_logger(__name__)

LARGEST_JWKS = 262_144
SMALLEST_KEY = 2_048
FIRST_PAUSE = 2.0
"""Seconds between questions while there is no key at all: an issuer may start after us."""


class KeySource(Protocol):
    """Where the issuer's JWKS comes from."""

    async def fetch(self) -> Mapping[str, Any]:
        """The JWKS document; raises KeysUnavailable when it cannot be had."""
        ...


class KeysUnavailable(Exception):
    """The issuer's keys could not be fetched now."""


class StaticKeys:
    """Keys that are at hand: the development issuer in this process, or a test."""

    def __init__(self, jwks: Mapping[str, Any]) -> None:
        self.jwks = jwks

    async def fetch(self) -> Mapping[str, Any]:
        """The document given."""
        return self.jwks


class HttpKeys:
    """Keys at the issuer's JWKS address."""

    def __init__(self, url: str, *, timeout: float = 3.0) -> None:
        self.url = url
        self.timeout = timeout

    async def fetch(self) -> Mapping[str, Any]:
        """The document behind the address; redirects are not followed."""
        import aiohttp

        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self.timeout)) as session,
                session.get(self.url, allow_redirects=False, raise_for_status=True) as response,
            ):
                return _document(await _whole(response), response.charset or "utf-8")
        except (aiohttp.ClientError, TimeoutError, ValueError, LookupError) as error:
            raise KeysUnavailable(f"{self.url}: {type(error).__name__}") from error


class KeyRing:
    """The keys by `kid`, refreshed at most once a minute whatever tokens come in."""

    def __init__(
        self,
        source: KeySource,
        *,
        clock: Callable[[], float],
        pause: float = 60.0,
        stale_after: float = 300.0,
    ) -> None:
        self._source = source
        self._clock = clock
        self._pause = pause
        self._stale_after = stale_after
        self._keys: dict[str, RSAKey] = {}
        self._asked_at: float | None = None
        self._refreshing: asyncio.Task[None] | None = None
        self.version = 0
        """Grows when the set of keys changes, so that what an old key vouched for can be forgotten."""

    async def find(self, kid: str) -> "RSAKey | None":
        """The key of that name, asking the issuer for news if the name is new and a minute has passed."""
        key = self._keys.get(kid)
        if key is None:
            # Whoever comes while the issuer is being asked waits for the answer too: it may name their key.
            if self._is_refreshing() or self._age() >= (self._pause if self._keys else FIRST_PAUSE):
                await self.refresh()
            return self._keys.get(kid)
        if self._age() >= self._stale_after:
            self._refresh_soon()
        return key

    async def refresh(self) -> None:
        """Ask the issuer now; several callers share one question, and a failure keeps the keys we have."""
        await asyncio.shield(self._refresh_soon())

    def _refresh_soon(self) -> asyncio.Task[None]:
        if self._refreshing is None or self._refreshing.done():
            self._asked_at = self._clock()
            self._refreshing = asyncio.create_task(self._refresh(), name="refresh issuer keys")
        return self._refreshing

    def _is_refreshing(self) -> bool:
        return self._refreshing is not None and not self._refreshing.done()

    async def _refresh(self) -> None:
        try:
            keys = read_jwks(await self._source.fetch())
        except KeysUnavailable as error:
            log.warning("issuer_keys_kept", reason=str(error), keys=len(self._keys))
            return
        if keys and _thumbprints(keys) != _thumbprints(self._keys):
            self._keys = keys
            self.version += 1

    def _age(self) -> float:
        return float("inf") if self._asked_at is None else self._clock() - self._asked_at


def read_jwks(document: Mapping[str, Any]) -> "dict[str, RSAKey]":
    """The RSA signing keys of a document by `kid`; what is anything else is left out."""
    entries = document.get("keys")
    if not isinstance(entries, list):
        raise KeysUnavailable("the document has no list of keys")
    found: dict[str, RSAKey] = {}
    for entry in entries:
        key = _signing_key(entry)
        if key is not None:
            found.setdefault(entry["kid"], key)
    return found


def _signing_key(entry: object) -> "RSAKey | None":
    if not isinstance(entry, dict) or entry.get("kty") != "RSA" or entry.get("use", "sig") != "sig":
        return None
    if not isinstance(entry.get("kid"), str) or not entry["kid"]:
        return None
    if not isinstance(entry.get("n"), str) or len(entry["n"]) * 6 < SMALLEST_KEY:
        return None
    from joserfc.errors import JoseError
    from joserfc.jwk import RSAKey

    # Only the public numbers: a private part published by mistake must not make us a signer.
    public = {name: entry[name] for name in ("kty", "n", "e", "kid", "alg") if name in entry}
    try:
        key = RSAKey.import_key(public)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return key if key.public_key.key_size >= SMALLEST_KEY else None


async def _whole(response: "aiohttp.ClientResponse") -> bytes:
    raw = bytearray()
    async for chunk in response.content.iter_any():
        raw += chunk
        if len(raw) > LARGEST_JWKS:
            raise KeysUnavailable(f"{response.url}: too large for a document of keys")
    return bytes(raw)


def _document(raw: bytes, charset: str) -> Mapping[str, Any]:
    found = json.loads(raw.decode(charset))
    if not isinstance(found, dict):
        raise KeysUnavailable("the document is not an object")
    return found


def _thumbprints(keys: "Mapping[str, RSAKey]") -> dict[str, str]:
    return {kid: key.thumbprint() for kid, key in keys.items()}
