"""Which addresses a webhook may reach: public ones, checked at the very connection that is made.

A name is resolved once and the connection goes to what was checked, so that a name which answers publicly to the
check and privately to the connection gains nothing.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult

Allowed = Callable[[str], bool]
Lookup = Callable[..., list[Any]]

# Each receiver has one delivery on its way, and most names are known at once: so many may hang at one time.
_LOOKUPS_AT_ONCE = 64

# Addresses that carry another one inside: what counts is the one inside.
_LAST_FOUR_BYTES = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
# A network's own translation, which carries it at a place that only that network knows.
_OF_A_NETWORK = ipaddress.ip_network("64:ff9b:1::/48")


class AddressRefused(OSError):
    """The target is not a public address: a webhook must not be a way into our own network."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the world and not to a network of ours or to this machine."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or _at_the_end(ip)
        if inside is not None:
            return is_public(str(inside))
        if ip in _OF_A_NETWORK:
            return False
    return ip.is_global and not ip.is_multicast


def _at_the_end(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    carries = any(ip in network for network in _LAST_FOUR_BYTES)
    return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF) if carries else None


def refuse_bad_url(url: str, *, schemes: tuple[str, ...] = ("https",), allowed: Allowed = is_public) -> None:
    """Refuse what need not even be resolved. Raises AddressRefused."""
    parts = urlsplit(url)
    if parts.scheme not in schemes or not parts.hostname:
        raise AddressRefused(f"A webhook goes to an {' or '.join(schemes)} address with a host.")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("A webhook's address carries no user and no password.")
    # A client asks no resolver for an address written as numbers, so it is checked here.
    if _is_ip(parts.hostname) and not allowed(parts.hostname):
        raise AddressRefused(f"{parts.hostname} is not a public address.")


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class SystemResolver(AbstractResolver):
    """What this machine knows of names, on threads of its own.

    A name server that does not answer keeps a thread for half a minute: on those that the process shares, a handful of
    receivers with such names would keep all others waiting, and whatever else is done there.
    """

    def __init__(self, lookup: Lookup = socket.getaddrinfo) -> None:
        self._lookup = lookup
        self._threads = ThreadPoolExecutor(_LOOKUPS_AT_ONCE, thread_name_prefix="names of webhooks")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name."""
        asked = asyncio.get_running_loop().run_in_executor(
            self._threads, self._lookup, host, port, family, socket.SOCK_STREAM, 0, socket.AI_ADDRCONFIG
        )
        return [
            ResolveResult(
                hostname=host,
                host=address[0],
                port=address[1],
                family=of,
                proto=protocol,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for of, _, protocol, _, address in await asked
        ]

    async def close(self) -> None:
        """Nobody waits for lookups that hang."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class PublicResolver(AbstractResolver):
    """Resolves names, and refuses a name as soon as one of its addresses is not public."""

    def __init__(self, inner: AbstractResolver | None = None, *, allowed: Allowed = is_public) -> None:
        self._inner = inner or SystemResolver()
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name. Raises AddressRefused."""
        found: list[Any] = await self._inner.resolve(host, port, family)
        for each in found:
            if not self._allowed(each["host"]):
                raise AddressRefused(f"{host} is not a public address.")
        return found

    async def close(self) -> None:
        """Nothing is held beyond the inner resolver."""
        await self._inner.close()
