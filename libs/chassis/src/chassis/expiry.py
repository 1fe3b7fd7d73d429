"""A stream ends with the token that opened it: whoever wants to go on comes again with a new one."""

import asyncio
import time
from collections.abc import AsyncIterator

from chassis.graphql.errors import Code, errors_body
from chassis.graphql.sse import RevocableResults
from chassis.identity import Viewer

_EXPIRED = errors_body(
    [
        {
            "message": "Token expired. Subscribe again with a new one, after the last cursor.",
            "extensions": {"code": Code.UNAUTHENTICATED.value},
        }
    ]
)


def until_expiry(results: AsyncIterator[bytes], viewer: Viewer) -> AsyncIterator[bytes]:
    """The same results, cut off when the viewer's token expires; without a token nothing expires."""
    if viewer.expires_at is None:
        return results
    loop = asyncio.get_running_loop()
    revoked: asyncio.Future[bytes] = loop.create_future()

    def end() -> None:
        if not revoked.done():
            revoked.set_result(_EXPIRED)

    timer = loop.call_later(max(viewer.expires_at - time.time(), 0.0), end)
    return RevocableResults(results, revoked, timer.cancel)
