"""What `make doctor` tells a newcomer before anything is installed."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def doctor(*words: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """Ask the doctor, with another search path if one is given."""
    command = [sys.executable, "-S", str(ROOT / "tools" / "doctor.py"), *words]
    environment = {"PATH": path} if path is not None else None
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_a_machine_that_runs_these_tests_has_all_that_is_needed(unused_tcp_port: int) -> None:
    told = doctor("--port", str(unused_tcp_port))

    assert told.returncode == 0, told.stdout + told.stderr
    assert "All that `make up` and `make test` need is here." in told.stdout


def test_without_a_compiler_it_says_what_to_install_and_fails(tmp_path: Path, unused_tcp_port: int) -> None:
    told = doctor("--port", str(unused_tcp_port), path=str(tmp_path))

    assert told.returncode == 1
    assert re.search(r"MISSING +C compiler +none\n +→ install gcc", told.stdout)
    assert re.search(r"without +java +not found\n +→ install a JDK", told.stdout)


def test_a_port_that_is_taken_is_named_with_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        told = doctor("--port", str(port))

    assert told.returncode == 1
    assert f"{port}: Address already in use" in told.stdout
    assert "PORT=" in told.stdout
