"""A server that cannot be used is named in a sentence, without its password."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("postgresql://admin:hunter2@127.0.0.1:1/postgres", "127.0.0.1:1"),
        ("mysql://admin:hunter2@127.0.0.1/school", "127.0.0.1"),
        ("hello", "the given address"),
    ],
)
def test_a_server_that_cannot_be_used_is_named_without_its_password(address: str, place: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "devhost.prepare", address], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr.startswith(f"PostgreSQL at {place} cannot be used: ")
    assert "postgresql://USER:PASSWORD@HOST:5432/postgres" in done.stderr
    assert "hunter2" not in done.stderr
