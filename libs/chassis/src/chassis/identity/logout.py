"""Logging out everywhere: the issuer tells us of a session that ended (OpenID Connect Back-Channel Logout)."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from chassis.identity.claims import Expected
from chassis.identity.errors import InvalidToken
from chassis.identity.keys import KeyRing, KeySource
from chassis.identity.sessions import EndedSessions, StoreUnavailable
from chassis.identity.verifier import SignedTokens

LOGOUT_TYPE = "logout+jwt"
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
LONGEST_FORM = 16_384
FORM_SECONDS = 5.0


class LogoutTokens:
    """Reads the issuer's logout tokens (OpenID Connect Back-Channel Logout 1.0)."""

    def __init__(
        self,
        expected: Expected,
        source: KeySource,
        *,
        clients: Collection[str],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._expected = expected
        self._clients = frozenset(clients)
        self._clock = clock
        self._signed = SignedTokens(expected, KeyRing(source, clock=clock), token_type=LOGOUT_TYPE)

    async def session(self, token: str) -> str:
        """The session that ended; raises InvalidToken."""
        claims = await self._signed.claims(token)
        if claims.get("iss") != self._expected.issuer or not self._is_for_us(claims.get("aud")):
            raise InvalidToken("another issuer or audience")
        if not self._is_fresh(claims) or "nonce" in claims:
            raise InvalidToken("not a fresh logout token")
        events, session_id = claims.get("events"), claims.get("sid")
        if not isinstance(events, Mapping) or LOGOUT_EVENT not in events:
            raise InvalidToken("not about a logout")
        if not isinstance(session_id, str) or not session_id:
            raise InvalidToken("no session is named")
        return session_id

    def _is_for_us(self, audience: object) -> bool:
        named = audience if isinstance(audience, list) else [audience]
        return any(isinstance(name, str) and name in self._clients for name in named)

    def _is_fresh(self, claims: Mapping[str, Any]) -> bool:
        issued = claims.get("iat")
        if isinstance(issued, bool) or not isinstance(issued, int | float):
            return False
        return abs(self._clock() - issued) <= self._expected.longest_life + self._expected.leeway


# An issuer tries a logout once: on a connection that it kept, and that ended with a restart of ours, it would be lost.
_ALONE = {"cache-control": "no-store", "connection": "close"}


def logout_route(tokens: LogoutTokens, ended: EndedSessions) -> Route:
    """`POST /logout/backchannel`, as the realm's clients name it."""

    async def backchannel(request: Request) -> Response:
        form = await _form(request)
        try:
            session_id = await tokens.session(form.get("logout_token", ""))
        except InvalidToken as refused:
            return Response(refused.reason, 400, _ALONE, "text/plain")
        try:
            await ended.end(session_id)
        except StoreUnavailable:
            # Ended here; the other replicas hear of it when the store answers again.
            return Response("the session ends elsewhere a little later", 503, _ALONE, "text/plain")
        return Response(status_code=200, headers=_ALONE)

    answer: Callable[[Request], Awaitable[Response]] = backchannel
    return Route("/logout/backchannel", answer, methods=["POST"])


async def _form(request: Request) -> Mapping[str, str]:
    """A URL-encoded form; read by hand, for Starlette's reader needs another library."""
    raw = bytearray()
    try:
        async with asyncio.timeout(FORM_SECONDS):
            async for chunk in request.stream():
                raw += chunk
                if len(raw) > LONGEST_FORM:
                    return {}
    except (TimeoutError, ClientDisconnect):
        return {}
    return dict(parse_qsl(raw.decode("ascii", "replace"), max_num_fields=8)) if raw else {}
