"""`python -m chassis.testing.mutation --module M … --tests PATH …`: prints the mutants that no test noticed, as JSON.

The parent imports the libraries once and forks for each mutant; the child imports our code anew, one module changed.
"""

import argparse
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType

import pytest

from chassis.testing.mutation.mutants import Mutant, mutants_of

_SECONDS_EACH = 60
_NO_TEST_FAILED = 0


def main() -> None:
    """Try the mutants and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--module", action="append", required=True, help="a module to change")
    parser.add_argument("--tests", action="append", required=True, help="tests that should notice")
    parser.add_argument("--every", type=int, default=1, help="try each Nth mutant only")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    # Once unchanged: the tests must pass, and every library they need is then imported before the first fork.
    if _run(options.tests):
        raise SystemExit("The tests fail without any mutant.")
    mutants = [one for name in options.module for one in mutants_of(name, _file_of(name))][:: options.every]
    _forget_our_code()
    survivors = []
    for one in _survivors(mutants, options.tests, options.at_once):
        print(one, file=sys.stderr, flush=True)  # noqa: T201 - a run of an hour shows what it has found so far.
        survivors.append(one.told)
    print(json.dumps({"tried": len(mutants), "survived": survivors}))  # noqa: T201 - the command's answer.


def _file_of(name: str) -> Path:
    module = importlib.import_module(name)
    if module.__file__ is None:
        raise LookupError(f"{name} has no file")
    return Path(module.__file__)


def _forget_our_code() -> None:
    """Forget what lies in the checkout, tests too: they hold on to what they imported."""
    here = str(Path.cwd())
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if (
            file.startswith(here)
            and "site-packages" not in file
            and not name.startswith("chassis.testing.mutation")
        ):
            del sys.modules[name]


def _survivors(mutants: Sequence[Mutant], tests: Sequence[str], at_once: int) -> Iterator[Mutant]:
    running: dict[int, Mutant] = {}
    waiting = list(reversed(mutants))
    while waiting or running:
        while waiting and len(running) < at_once:
            mutant = waiting.pop()
            running[_try_in_child(mutant, tests)] = mutant
        child, status = os.wait()
        mutant = running.pop(child)
        if os.waitstatus_to_exitcode(status) == _NO_TEST_FAILED:
            yield mutant


def _try_in_child(mutant: Mutant, tests: Sequence[str]) -> int:
    child = os.fork()
    if child:
        return child
    # A mutant may loop for ever: the alarm ends it, and being ended counts as noticed.
    signal.alarm(_SECONDS_EACH)
    sys.meta_path.insert(0, _OneChanged(mutant))
    os._exit(_run(tests))


def _run(tests: Sequence[str]) -> int:
    with Path(os.devnull).open("w") as silence, redirect_stdout(silence), redirect_stderr(silence):
        return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests]))


class _OneChanged(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module, in its changed form."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        """Answer for the changed module only."""
        if fullname != self._mutant.module:
            return None
        return importlib.util.spec_from_loader(fullname, self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source in the place of the real one."""
        exec(compile(self._mutant.source, f"<mutant {self._mutant}>", "exec"), module.__dict__)  # noqa: S102


if __name__ == "__main__":
    main()
