"""Sends one delivery: to the address given and nowhere else, within a time, reading little of the answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Self
from uuid import UUID

import aiohttp
from aiohttp.abc import AbstractResolver

from chassis.events.webhooks.addresses import (
    AddressRefused,
    Allowed,
    PublicResolver,
    is_public,
    refuse_bad_url,
)
from chassis.events.webhooks.schedule import Outcome
from chassis.events.webhooks.signing import Signer, headers

_SECONDS = 15.0
_FIXED = {"Content-Type": "application/cloudevents+json", "User-Agent": "bilim-webhooks"}

Clock = Callable[[], float]


class Sender:
    """Makes attempts; used as `async with Sender(…)`.

    `allowed` and `schemes` are wider only where a receiver runs on the same machine: in development and in tests.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        allowed: Allowed = is_public,
        schemes: tuple[str, ...] = ("https",),
        resolver: AbstractResolver | None = None,
        seconds: float = _SECONDS,
    ) -> None:
        self._clock = clock
        self._allowed = allowed
        self._schemes = schemes
        self._resolver = PublicResolver(resolver, allowed=allowed)
        self._timeout = aiohttp.ClientTimeout(total=seconds)

    async def __aenter__(self) -> Self:
        # Nothing of the environment: a proxy there would resolve names for us. No cookies: receivers are strangers.
        self._session = aiohttp.ClientSession(
            # No limit: each receiver has one delivery on its way, and a hundred slow ones must keep nobody waiting.
            connector=aiohttp.TCPConnector(resolver=self._resolver, use_dns_cache=False, limit=0),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=self._timeout,
            trust_env=False,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def send(self, url: str, *, event_id: UUID, body: bytes, signers: Sequence[Signer]) -> Outcome:
        """One attempt."""
        signed = headers(signers, event_id=event_id, timestamp=int(self._clock()), body=body)
        try:
            refuse_bad_url(url, schemes=self._schemes, allowed=self._allowed)
            return await self._post(url, body, _FIXED | signed)
        except AddressRefused as refused:
            return Outcome(None, error=str(refused))
        except TimeoutError:
            return Outcome(None, error="No answer in time.")
        except (aiohttp.ClientError, OSError) as error:
            return Outcome(None, error=_reason(error))

    async def _post(self, url: str, body: bytes, sent: Mapping[str, str]) -> Outcome:
        async with self._session.post(url, data=body, headers=sent, allow_redirects=False) as answer:
            return Outcome(answer.status, retry_after=answer.headers.get("retry-after"))


def _reason(error: BaseException) -> str:
    """What a receiver's owner may read: that a name is not public, never what stands at an address."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, AddressRefused):
            return str(cause)
        cause = cause.__cause__ or getattr(cause, "os_error", None)
    return f"No connection ({type(error).__name__})."
