"""Careless changes of the code that decides who gets in are noticed by its own tests."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from chassis.testing.mutation.mutants import Mutant, mutants_of

ROOT = Path(__file__).parents[2]
MODULES = (
    *("claims", "strict", "verifier", "keys", "grants", "caller", "viewer", "logout"),
    *("policy.acting", "policy.reading", "policy.parameters"),
    *("policy.rules", "policy.resources", "policy.table"),
)
IDENTITY = "libs/chassis/tests/identity"
TESTS = tuple(
    f"{IDENTITY}/test_{name}.py"
    for name in ("policy", "grants", "caller", "boundaries", "verifier", "logout", "forgeries")
)
LEAST_CAUGHT = 0.95
SAMPLE = 151
"""Each so-manieth mutant is tried where a whole run would take too long."""

Known = set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def equivalent() -> Known:
    """Changes that change nothing, as (module, line of code, change)."""
    listed = tomllib.loads((Path(__file__).with_name("equivalent_mutants.toml")).read_text("utf-8"))["mutant"]
    return {(one["module"], one["code"], change) for one in listed for change in one["changes"]}


@pytest.mark.long
def test_nearly_every_mutant_is_caught(equivalent: Known, say: Callable[[str], None]) -> None:
    told = tried(every=1)

    survived = [one for one in told["survived"] if key_of(one) not in equivalent]
    caught = 1 - len(survived) / told["tried"]
    say(f"{told['tried']} mutants, {len(told['survived']) - len(survived)} equivalent, {caught:.1%} caught")
    assert caught >= LEAST_CAUGHT, json.dumps(survived, indent=2)


def test_a_sample_of_mutants_is_caught(equivalent: Known) -> None:
    told = tried(every=SAMPLE)

    assert told["tried"] >= 3
    assert [one for one in told["survived"] if key_of(one) not in equivalent] == []


def test_what_is_listed_as_equivalent_exists(equivalent: Known) -> None:
    made = {key_of(mutant.told) for mutant in every_mutant()}

    assert equivalent - made == set()


def every_mutant() -> Iterable[Mutant]:
    for name in MODULES:
        spec = find_spec(f"chassis.identity.{name}")
        assert spec is not None
        assert spec.origin is not None
        yield from mutants_of(spec.name, Path(spec.origin))


def key_of(told: Any) -> tuple[str, str, str]:
    return told["module"], told["code"], told["change"]


def tried(*, every: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "chassis.testing.mutation", "--every", str(every), "--within", IDENTITY]
    command += [part for name in MODULES for part in ("--module", f"chassis.identity.{name}")]
    command += [part for path in TESTS for part in ("--tests", path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(run.stdout)
    return told
