"""What a request is executed for: the viewer and the few headers that change an answer."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from chassis.clock import now
from chassis.identity.errors import InvalidHeader, InvalidToken
from chassis.identity.verifier import TokenVerifier
from chassis.identity.viewer import ANONYMOUS, Viewer

DEFAULT_LOCALE = "ru"
MOST_LOCALES = 8

_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}", re.ASCII)
_LANGUAGE = re.compile(
    r"\s*([a-z]{2,3})(?:-[a-z0-9-]{1,32})?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*", re.ASCII
)
_READ = (
    b"authorization",
    b"accept-language",
    b"traceparent",
    b"bilim-purpose",
    b"bilim-operation",
    b"idempotency-key",
)
_NAME = re.compile(r"[_A-Za-z]\w{0,99}", re.ASCII)


class Purpose(StrEnum):
    """Why personal records are read; sent as `Bilim-Purpose`, required by some rows, written to the audit."""

    APPEAL = "APPEAL"
    AUDIT = "AUDIT"
    COURT_ORDER = "COURT_ORDER"
    HEALTH = "HEALTH"
    INSPECTION = "INSPECTION"
    SUPPORT = "SUPPORT"


@dataclass(frozen=True, slots=True)
class Caller:
    """One request's caller."""

    viewer: Viewer
    locales: tuple[str, ...] = (DEFAULT_LOCALE,)
    authorization: str | None = field(default=None, repr=False)
    traceparent: str | None = None
    purpose: str | None = None
    idempotency_key: UUID | None = None
    request_id: str = ""
    operation: str | None = None
    """What the client called its operation, where the gateway asks for a part of it without a name."""
    came_at: datetime = field(default_factory=now, compare=False)
    """When the request came, before it waited for its turn."""


class Authenticator:
    """Makes the caller from an ASGI scope; without a verifier nobody is believed, the header is forwarded.

    `ended` are sessions that were logged out (`chassis.identity.sessions`).
    """

    def __init__(self, verifier: TokenVerifier | None, *, ended: Container[str] = ()) -> None:
        self._verifier = verifier
        self._ended = ended

    async def __call__(self, scope: Mapping[str, Any]) -> Caller:
        """The caller of this request; raises InvalidToken or InvalidHeader."""
        headers = _headers(scope["headers"])
        authorization = headers.get(b"authorization")
        return await self.caller(authorization, headers)

    async def caller(self, authorization: str | None, headers: Mapping[bytes, str]) -> Caller:
        """As above with the token given apart, as a WebSocket's first message gives it."""
        traceparent = headers.get(b"traceparent", "")
        traced = _TRACEPARENT.fullmatch(traceparent)
        named = _NAME.fullmatch(headers.get(b"bilim-operation", ""))
        return Caller(
            viewer=await self._viewer(authorization),
            locales=read_locales(headers.get(b"accept-language", "")),
            authorization=authorization,
            traceparent=traceparent if traced else None,
            purpose=read_purpose(headers.get(b"bilim-purpose")),
            idempotency_key=read_key(headers.get(b"idempotency-key")),
            request_id=traced[1] if traced else uuid4().hex,
            operation=named[0] if named else None,
        )

    async def _viewer(self, authorization: str | None) -> Viewer:
        if authorization is None or self._verifier is None:
            return ANONYMOUS
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise InvalidToken("the Authorization header is not a Bearer token")
        viewer = await self._verifier.verify(token)
        if viewer.session_id is not None and viewer.session_id in self._ended:
            raise InvalidToken("logged out")
        return viewer


@lru_cache(maxsize=1_024)
def read_locales(header: str) -> tuple[str, ...]:
    """The languages of an Accept-Language header, best first, and the default last."""
    wanted: dict[str, float] = {}
    for part in header[:512].lower().split(","):
        found = _LANGUAGE.fullmatch(part)
        if found:
            wanted.setdefault(found[1], float(found[2] or 1))
    ranked = sorted((name for name, weight in wanted.items() if weight > 0), key=lambda name: -wanted[name])
    chain = ranked[:MOST_LOCALES]
    return tuple(chain) if DEFAULT_LOCALE in chain else (*chain, DEFAULT_LOCALE)


def read_purpose(text: str | None) -> str | None:
    """A code of the list; a purpose that is not on it is a mistake worth hearing about."""
    if text is None:
        return None
    try:
        return Purpose(text)
    except ValueError:
        raise InvalidHeader(f"Bilim-Purpose must be one of {', '.join(Purpose)}.") from None


def read_key(text: str | None) -> UUID | None:
    """The key of a repeatable request; an unreadable one must not silently repeat the request's effect."""
    if text is None:
        return None
    try:
        return UUID(text.strip('"'))
    except ValueError:
        raise InvalidHeader("Idempotency-Key must be a UUID.") from None


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    for name, value in raw:
        if name in _READ:
            if name in found and name == b"authorization":
                # Two readers could each believe another one.
                raise InvalidToken("more than one Authorization header")
            found[name] = value.decode("latin-1")
    return found
