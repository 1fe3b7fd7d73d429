"""Who asks the gateway, and which of the request's headers go on to the subgraphs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.identity import Authenticator, Caller
from gateway.access import Held

Headers = tuple[tuple[bytes, bytes], ...]

PASSED_ON = (b"authorization", b"accept-language", b"traceparent", b"bilim-purpose")
IDEMPOTENCY_KEY = b"idempotency-key"
OPERATION = b"bilim-operation"
"""What the client called its operation: said by the gateway, never passed on as it came."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """One request's caller and what is passed on: by an allow-list, so that nothing else ever is."""

    caller: Caller
    headers: Headers
    idempotency_key: bytes | None = None
    address: str = ""

    @property
    def name(self) -> str:
        """Who is counted: the subject, or the address of a caller without a token."""
        return self.caller.viewer.subject or f"at {self.address}"

    @property
    def request_id(self) -> str:
        """The id under which the request is found in logs."""
        return self.caller.request_id

    def held(self) -> Held:
        """The caller's standing towards access rules: roles count as scopes."""
        viewer = self.caller.viewer
        return Held(not viewer.is_anonymous, frozenset(grant.role for grant in viewer.grants))


class Doorkeeper:
    """Makes visitors of ASGI scopes."""

    def __init__(self, authenticator: Authenticator) -> None:
        self._authenticator = authenticator

    async def __call__(self, scope: Mapping[str, Any]) -> Visitor:
        """The visitor of this request; raises InvalidToken or InvalidHeader."""
        caller = await self._authenticator(scope)
        client = scope.get("client")
        return visitor_of(caller, dict(scope["headers"]), address=client[0] if client else "")


def visitor_of(caller: Caller, given: Mapping[bytes, bytes], *, address: str = "") -> Visitor:
    """A verified caller with the headers to pass on."""
    passed = [(name, given[name]) for name in PASSED_ON if name in given]
    passed.append((b"x-request-id", caller.request_id.encode("ascii", "replace")))
    return Visitor(caller, tuple(passed), given.get(IDEMPOTENCY_KEY), address)
