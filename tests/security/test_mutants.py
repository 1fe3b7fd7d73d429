"""Careless changes of the code that decides who gets in are noticed by its own tests."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = (
    *("claims", "strict", "verifier", "keys", "grants", "caller", "viewer"),
    *(
        "policy.acting",
        "policy.reading",
        "policy.parameters",
        "policy.rules",
        "policy.resources",
        "policy.table",
    ),
)
TESTS = ("tests/security/test_forged_tokens.py", "libs/chassis/tests/identity")
LEAST_CAUGHT = 0.95


@pytest.mark.long
def test_nearly_every_mutant_is_caught() -> None:
    command = [sys.executable, "-m", "chassis.testing.mutation"]
    command += [part for name in MODULES for part in ("--module", f"chassis.identity.{name}")]
    command += [part for path in TESTS for part in ("--tests", path)]

    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    told = json.loads(run.stdout)
    caught = 1 - len(told["survived"]) / told["tried"]
    assert caught >= LEAST_CAUGHT, "\n".join(told["survived"])
