"""Runs every check of the repository, two at a time, and says in one line each what came of it."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from repo.members import MEMBERS, ROOT

BIN = Path(sys.executable).parent
LANES = 2
PYTEST_CLOSES = re.compile(r" in [0-9.]+s\b")
COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped)")


@dataclass(frozen=True, slots=True)
class Check:
    """A named command; it holds when the command ends with 0."""

    name: str
    command: tuple[str, ...]
    folder: Path = ROOT


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a check."""

    check: Check
    code: int
    said: str
    seconds: float

    @property
    def line(self) -> str:
        """One line for the list."""
        told = ", ".join(f"{count} {word}" for word, count in self.tests.items() if count)
        verdict = "ok    " if self.code == 0 else "FAILED"
        return f"{verdict} {self.seconds:6.1f} s  {self.check.name}{told and f': {told}'}"

    @property
    def tests(self) -> Counter[str]:
        """How many tests passed, failed and were skipped, by the last line that pytest printed."""
        closing = self.said.rstrip().rpartition("\n")[2]
        if not PYTEST_CLOSES.search(closing):
            return Counter()
        told = {word: int(count) for count, word in COUNTED.findall(closing)}
        return Counter(
            passed=told.get("passed", 0),
            failed=told.get("failed", 0) + told.get("error", 0) + told.get("errors", 0),
            skipped=told.get("skipped", 0),
        )


def static() -> list[Check]:
    """What can be said without running the code; the longest first."""
    return [
        Check("types", tool("mypy", "libs", "services", "gateway", "tools", "tests")),
        Check("shape of the repository", tests("tests/architecture")),
        Check("style", tool("ruff", "check", ".")),
        Check("format", tool("ruff", "format", "--check", ".")),
        Check("who imports whom", tool("lint-imports")),
        *(Check(f"dependencies of {member.folder.name}", deptry(), member.folder) for member in MEMBERS),
        Check("contracts are fresh", python("repo.contracts", "check")),
        Check("AsyncAPI is fresh", python("repo.asyncapi", "check")),
        Check("schemas are fresh", python("repo.schema", "--check")),
        Check("READMEs are fresh", python("repo.readme", "--check")),
        Check("supergraph is fresh", python("repo.compose", "--check")),
    ]


def dynamic() -> list[Check]:
    """What runs the code; the longest first, so that the lanes end together."""
    return [
        Check("journeys, security, faults, contracts", tests("tests", "--ignore=tests/architecture")),
        Check("services", tests("services")),
        Check("libraries", tests("libs")),
        Check("gateway", tests("gateway")),
        Check("tools", tests("tools")),
        Check("lock is fresh", python("repo.lock", "--check")),
    ]


def long() -> list[Check]:
    """What takes longer than a pull request waits."""
    return [
        Check(
            "long tests",
            tool("pytest", "-q", "-m", "long", *existing(["libs", "services", "gateway", "tools", "tests"])),
        )
    ]


SUITES = {"check": static, "test": lambda: [*static(), *dynamic()], "long": long}


def main() -> None:
    """Run a suite by name; every check runs, and one that fails fails the suite."""
    if len(sys.argv) != 2 or sys.argv[1] not in SUITES:
        sys.exit(f"usage: python -m repo.run {'|'.join(SUITES)}")
    checks = SUITES[sys.argv[1]]()
    started = time.monotonic()
    with ThreadPoolExecutor(LANES) as lanes:
        outcomes = [
            report(done.result()) for done in as_completed(lanes.submit(run, check) for check in checks)
        ]
    failed = [outcome.check.name for outcome in outcomes if outcome.code]
    print(f"\n{len(outcomes)} checks in {time.monotonic() - started:.0f} s")
    tests = sum((outcome.tests for outcome in outcomes), Counter[str]())
    if tests:
        print(f"{tests['passed']} passed, {tests['failed']} failed, {tests['skipped']} skipped")
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def run(check: Check) -> Outcome:
    """Run one check; its output is kept for the case that it fails."""
    started = time.monotonic()
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        check.command,
        cwd=check.folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(check, done.returncode, done.stdout, time.monotonic() - started)


def report(outcome: Outcome) -> Outcome:
    """Say how it went; all that a failed check said."""
    print(outcome.line, flush=True)
    if outcome.code:
        print(outcome.said, flush=True)
    return outcome


def tests(folder: str, *words: str) -> tuple[str, ...]:
    """The tests of a folder that every pull request must pass."""
    return tool("pytest", "-q", "-m", "not long", folder, *words)


def deptry() -> tuple[str, ...]:
    """A member declares exactly what it imports; deptry is told the import names of our distributions."""
    ours = ",".join(f"{other.distribution}={other.package}" for other in MEMBERS)
    return tool("deptry", "--no-ansi", "--package-module-name-map", ours, "src")


def tool(name: str, *words: str) -> tuple[str, ...]:
    """A program of the environment."""
    return (str(BIN / name), *words)


def python(module: str, *words: str) -> tuple[str, ...]:
    """A module of ours."""
    return (sys.executable, "-m", module, *words)


def existing(folders: Iterable[str]) -> Sequence[str]:
    """Those of the folders that are there."""
    return [folder for folder in folders if (ROOT / folder).is_dir()]


if __name__ == "__main__":
    main()
