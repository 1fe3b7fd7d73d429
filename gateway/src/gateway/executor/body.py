"""Writes the request body of a fetch: everything that never changes is written when the plan is compiled."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson

Body = Callable[[Mapping[str, Any]], bytes]


def compile_body(operation: str, usages: Sequence[str]) -> Body:
    """The body of a fetch that needs no representations."""
    head = b'{"query":' + orjson.dumps(operation)
    if not usages:
        whole = head + b"}"
        return lambda _: whole
    return lambda sent: (
        head + b',"variables":' + orjson.dumps({name: sent[name] for name in usages if name in sent}) + b"}"
    )


class EntityBody:
    """The body of an entity fetch, with places for lists of representations."""

    def __init__(self, operation: str, usages: Sequence[str], lists: Sequence[str]) -> None:
        self._head = b'{"query":' + orjson.dumps(operation) + b',"variables":{'
        self._lists = [orjson.dumps(name) + b":" for name in lists]
        self._usages = [(orjson.dumps(name) + b":", name) for name in usages if name not in lists]

    def write(self, representations: Sequence[Sequence[dict[str, Any]]], sent: Mapping[str, Any]) -> bytes:
        """The whole body."""
        parts = [
            opening + orjson.dumps(listed)
            for opening, listed in zip(self._lists, representations, strict=True)
        ]
        parts += [key + orjson.dumps(sent[name]) for key, name in self._usages if name in sent]
        return self._head + b",".join(parts) + b"}}"
