"""Which tests enter which function, and so which of them a change of that function concerns."""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import FrameType

import pytest

from chassis.testing.mutation.mutants import Mutant

Entered = tuple[str, int]
"""A file and the line at which a function in it begins."""


class Reach:
    """A pytest plugin that notes, for each test, the functions that were entered."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = frozenset(map(str, files))
        self.entered: dict[str, set[Entered]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Watches calls while one test, with its fixtures, runs."""
        entered = self.entered.setdefault(item.nodeid, set())
        sys.settrace(self._noting(entered))
        try:
            return (yield)
        finally:
            sys.settrace(None)

    def _noting(self, entered: set[Entered]) -> Callable[[FrameType, str, object], None]:
        def note(frame: FrameType, _event: str, _argument: object) -> None:
            # Nothing is returned, so that lines are not traced: entering is all that counts.
            if frame.f_code.co_filename in self._files:
                entered.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

        return note


def concerned(mutant: Mutant, entered: Mapping[str, Collection[Entered]]) -> frozenset[str]:
    """The tests that enter the function which the mutant changes; for what is outside of functions, its module."""
    first, last = mutant.within
    return frozenset(
        test
        for test, functions in entered.items()
        if any(file == str(mutant.file) and first <= line <= last for file, line in functions)
    )


class Only:
    """A pytest plugin that runs these tests and no others."""

    def __init__(self, tests: Collection[str]) -> None:
        self._tests = tests

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keeps what was asked for."""
        items[:] = [item for item in items if item.nodeid in self._tests]
