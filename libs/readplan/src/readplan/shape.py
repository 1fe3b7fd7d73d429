"""The only window through which compilation sees the caller: every question becomes part of a plan's key."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

Answerer = Callable[[Any, Hashable], Hashable]


class Shape:
    """What kind of caller a plan is compiled for, known only by the answers to recorded questions."""

    __slots__ = ("_answer", "_caller", "asked")

    def __init__(self, caller: object, answer: Answerer) -> None:
        self._caller = caller
        self._answer = answer
        self.asked: dict[Hashable, Hashable] = {}

    def ask(self, question: Hashable) -> Any:
        """Answer a question about the caller and remember it; the answer must not depend on ids or time."""
        if question not in self.asked:
            self.asked[question] = self._answer(self._caller, question)
        return self.asked[question]
