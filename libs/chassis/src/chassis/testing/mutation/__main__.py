"""`python -m chassis.testing.mutation --module M … --tests PATH …`: prints the mutants that no test noticed, as JSON.

The tests run once unchanged, which tells what each of them enters. Then the parent forks for each mutant; the child
imports our code anew, one module changed, and runs the tests that enter the changed function until one fails. Who
survives them is shown to all the others too, before it is told.
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
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from chassis.testing.mutation.mutants import Mutant, mutants_of, unchanged
from chassis.testing.mutation.reach import Entered, Only, Reach, concerned

_NO_TEST_FAILED = 0
_PATIENCE, _MOST_PATIENCE = 5, 60
"""A mutant may take so many times the processor's time of the unchanged tests, and so many times as long in all.

What else the machine does must not pass for a test that noticed.
"""


@dataclass(frozen=True, slots=True)
class Bench:
    """What mutants are tried on: tests, and what each of them entered when nothing was changed."""

    paths: Sequence[str]
    within: str | None
    """Where conftest files are looked for: those above cost each child their imports."""
    entered: dict[str, set[Entered]]
    cpu_seconds: float
    seconds: float

    def passes(self, tests: Collection[str]) -> bool:
        """Whether these tests notice nothing."""
        if not tests:
            return True
        files = {test.partition("::")[0] for test in tests}
        return _run(sorted(files), self.within, Only(tests)) == _NO_TEST_FAILED


def main() -> None:
    """Try the mutants and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--module", action="append", required=True, help="a module to change")
    parser.add_argument("--tests", action="append", required=True, help="tests that should notice")
    parser.add_argument("--within", help="read conftest files in and below this folder only")
    parser.add_argument("--every", type=int, default=1, help="try each Nth mutant only")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    mutants = [one for name in options.module for one in mutants_of(name, _file_of(name))][:: options.every]
    control = unchanged(options.module[0], _file_of(options.module[0]))
    bench = _bench(options.tests, options.within, {mutant.file for mutant in mutants})
    if not list(_survivors([control], bench, 1)):
        raise SystemExit("The tests fail when they run a second time, without any mutant.")
    survivors = []
    for one in _survivors(mutants, bench, options.at_once):
        print(one, file=sys.stderr, flush=True)  # noqa: T201 - a long run shows what it has found so far.
        survivors.append(one.told)
    print(json.dumps({"tried": len(mutants), "survived": survivors}))  # noqa: T201 - the command's answer.


def _bench(paths: Sequence[str], within: str | None, files: Collection[Path]) -> Bench:
    # Unchanged code must pass; and every library that the tests need is then imported before the first fork.
    _forget_our_code()
    reach, began, used = Reach(files), time.monotonic(), time.process_time()
    if _run(paths, within, reach) != _NO_TEST_FAILED:
        raise SystemExit("The tests fail without any mutant.")
    return Bench(paths, within, reach.entered, time.process_time() - used, time.monotonic() - began)


def _file_of(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise LookupError(f"{name} has no file")
    return Path(spec.origin)


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


def _survivors(mutants: Sequence[Mutant], bench: Bench, at_once: int) -> Iterator[Mutant]:
    running: dict[int, Mutant] = {}
    waiting = list(reversed(mutants))
    while waiting or running:
        while waiting and len(running) < at_once:
            mutant = waiting.pop()
            running[_try_in_child(mutant, bench)] = mutant
        child, status = os.wait()
        mutant = running.pop(child)
        if os.waitstatus_to_exitcode(status) == _NO_TEST_FAILED:
            yield mutant


def _try_in_child(mutant: Mutant, bench: Bench) -> int:
    child = os.fork()
    if child:
        return child
    # A mutant may loop or wait for ever: an alarm ends it, and being ended counts as noticed.
    signal.setitimer(signal.ITIMER_PROF, _PATIENCE * (1 + bench.cpu_seconds))
    signal.setitimer(signal.ITIMER_REAL, _MOST_PATIENCE * (1 + bench.seconds))
    sys.meta_path.insert(0, _OneChanged(mutant))
    os._exit(_NO_TEST_FAILED if _survives(mutant, bench) else 1)


def _survives(mutant: Mutant, bench: Bench) -> bool:
    _forget_our_code()
    first = concerned(mutant, bench.entered)
    if not bench.passes(first):
        return False
    _forget_our_code()
    return bench.passes(bench.entered.keys() - first)


def _run(paths: Sequence[str], within: str | None, plugin: object) -> int:
    near = ["--confcutdir", within] if within else []
    # The plugins that our settings name are for other tests, and each child would import them anew.
    plain = ["-x", "-q", "-p", "no:cacheprovider", "-o", "addopts=", "--import-mode=importlib"]
    with Path(os.devnull).open("w") as silence, redirect_stdout(silence), redirect_stderr(silence):
        return int(pytest.main([*plain, *near, *paths], plugins=[plugin]))


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
