"""Bounded memory of documents, and of each document's plans by the caller's shape."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any, Generic, TypeVar

from readplan.shape import Answerer

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


class Lru(Generic[Key, Kept]):
    """Keeps the most recently used."""

    __slots__ = ("_kept", "_most")

    def __init__(self, most: int) -> None:
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._most = most

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Kept | None:
        """Find and mark as used."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def put(self, key: Key, value: Kept) -> None:
        """Keep, and forget what was used longest ago."""
        self._kept[key] = value
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)


class ByShape(Generic[Kept]):
    """Values by the answers that a caller gives to the questions asked while they were made.

    Which question comes next depends on the answers before it, so this is a tree and not a table.
    """

    __slots__ = ("_count", "_most", "_root")

    def __init__(self, most: int) -> None:
        self._root: list[Any] = []  # [value], or [question, {answer: node}]
        self._most = most
        self._count = 0

    def find(self, caller: object, answer: Answerer) -> Kept | None:
        """Follow the caller's answers."""
        node = self._root
        while len(node) == 2:
            node = node[1].get(answer(caller, node[0]))
            if node is None:
                return None
        return node[0] if node else None

    def keep(self, asked: dict[Hashable, Hashable], value: Kept) -> None:
        """Keep a value under the answers with which it was made."""
        if self._count >= self._most:
            self._root, self._count = [], 0
        node = self._root
        for question, answer in asked.items():
            if not node:
                node.extend((question, {}))
            node = node[1].setdefault(answer, [])
        node[:] = [value]
        self._count += 1
