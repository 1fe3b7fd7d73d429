"""Which other origins a browser may call us from; one list for HTTP and WebSockets."""

import re
from collections.abc import Iterable
from functools import lru_cache

Headers = tuple[tuple[bytes, bytes], ...]

_LOCALHOST = re.compile(rb"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?")
_ANY_LOCALHOST = "localhost"
_ALLOWED_HEADERS = (
    b"accept-language, authorization, bilim-purpose, content-type, idempotency-key, traceparent"
)
_EXPOSED = b"content-language, ratelimit, ratelimit-policy, retry-after"


class Origins:
    """The allowed origins; the word `localhost` stands for any origin of this machine."""

    def __init__(self, allowed: Iterable[str]) -> None:
        names = frozenset(allowed)
        self._any_localhost = _ANY_LOCALHOST in names
        self._names = frozenset(name.encode() for name in names)
        self.headers = lru_cache(maxsize=256)(self._headers)

    def allow(self, origin: bytes) -> bool:
        """Whether a page of this origin may call us."""
        if origin in self._names:
            return True
        return self._any_localhost and _LOCALHOST.fullmatch(origin) is not None

    def preflight(self, origin: bytes) -> Headers:
        """Headers of the answer to a preflight."""
        if not self.allow(origin):
            return ((b"vary", b"origin"),)
        return (
            *self._headers(origin),
            (b"access-control-allow-methods", b"GET, POST"),
            (b"access-control-allow-headers", _ALLOWED_HEADERS),
            (b"access-control-max-age", b"7200"),
        )

    def _headers(self, origin: bytes | None) -> Headers:
        if origin is None or not self.allow(origin):
            return ((b"vary", b"accept, origin"),)
        return (
            (b"vary", b"accept, origin"),
            (b"access-control-allow-origin", origin),
            (b"access-control-expose-headers", _EXPOSED),
        )
