"""The benchmark's documents are valid, of the promised shape, and its command runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[5]


def test_the_benchmark_measures_every_phase_of_a_small_run() -> None:
    # What `make bench-allocation` runs: python -m benchmarks.allocation
    command = [sys.executable, "-m", "benchmarks.allocation", "300"]

    finished = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)

    titles, figures = finished.stdout.splitlines()
    assert titles.split()[:6] == ["children", "MB", "read", "hash", "match", "write"]
    assert figures.split()[0] == "300"
