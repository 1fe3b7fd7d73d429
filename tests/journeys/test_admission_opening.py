"""00:00 on 1 April, in small: what the receipts, the rows and the events say of one another afterwards."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.long
def test_in_the_opening_minute_nothing_is_lost_or_doubled_and_no_seat_is_exceeded() -> None:
    # What `make bench-opening` runs: python -m benchmarks.opening
    command = [sys.executable, "-m", "benchmarks.opening", "--submissions", "2000"]

    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "accepted 2000 in" in finished.stdout
    assert "lost 0, doubled 0, out of order 0, untold 0, told twice 0" in finished.stdout
    assert "exceeded 0 times" in finished.stdout
    assert "100 withdrawn" in finished.stdout
