"""Hands `/files/<service>/…` on to the service that keeps the file; the address is signed, so it needs no token."""

import re
from collections.abc import Mapping

from chassis.graphql.errors import Code
from gateway.feeds import Application, Receive, Scope, Send, forward, refuse

_BELOW = re.compile(r"(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)+", re.ASCII)


class Files:
    """The files by service: a URL of its root, or an application in this process."""

    def __init__(self, services: Mapping[str, "str | Application"]) -> None:
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request below /files/."""
        service, slash, rest = scope["path"].removeprefix("/files/").partition("/")
        below = slash + rest
        keeper = self._services.get(service)
        if keeper is None or scope["method"] != "GET" or _BELOW.fullmatch(below) is None:
            await refuse(send, 404, "There is no such file.", Code.BAD_REQUEST)
            return
        path = "/files" + below
        if isinstance(keeper, str):
            await forward(keeper.rstrip("/") + path, scope, send)
        else:
            await keeper({**scope, "path": path, "raw_path": path.encode(), "root_path": ""}, receive, send)


def keepers(feeds: Mapping[str, "str | Application"]) -> Mapping[str, "str | Application"]:
    """Who keeps files, known from where the feeds are: a service has both at one address."""
    return {
        name: feed.rstrip("/").removesuffix("/events") if isinstance(feed, str) else feed
        for name, feed in feeds.items()
    }
