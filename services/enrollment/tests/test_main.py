"""The commands of enrollment, as a terminal gives them."""

import subprocess
import sys

WHAT_A_VERIFIER_HAS_NOT = ("chassis", "asyncpg", "fastapi", "sqlmodel", "strawberry", "google.protobuf")
VERIFY = f"""
import contextlib, sys
from enrollment.__main__ import run
with contextlib.suppress(SystemExit):
    run(["verify", "--help"])
sys.exit(" ".join(name for name in {WHAT_A_VERIFIER_HAS_NOT} if name in sys.modules))
"""


def test_a_run_is_verified_without_database_and_framework() -> None:
    verified = subprocess.run([sys.executable, "-c", VERIFY], capture_output=True, text=True, check=False)

    assert "usage: python -m enrollment verify" in verified.stdout
    assert verified.stderr.strip() == ""


def test_a_service_without_a_database_says_what_to_set() -> None:
    started = subprocess.run(
        [sys.executable, "-m", "enrollment", "migrate"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": ""},
    )

    assert started.returncode == 2
    assert "Set BILIM_DATABASE_URL, or ENROLLMENT_DATABASE_URL" in started.stderr
