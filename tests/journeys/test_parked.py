"""`python -m ejournal parked list` and `python -m ejournal parked replay`, beside the running platform."""

import os
import subprocess
import sys

from devhost.folder import DataFolder
from devhost.running import Running
from devhost.testing import Platform


def parked(platform: Platform, action: str) -> "subprocess.CompletedProcess[str]":
    running = Running.read(DataFolder(platform.data))
    assert running is not None
    return subprocess.run(
        [sys.executable, "-m", "ejournal", "parked", action],
        env={**os.environ, **running.environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_where_nothing_is_parked_the_commands_say_so(platform: Platform) -> None:
    listed, replayed = parked(platform, "list"), parked(platform, "replay")

    assert (listed.returncode, listed.stdout) == (0, "Nothing is parked.\n"), listed.stderr
    assert replayed.returncode == 0, replayed.stderr
    assert "enrollment: 0 applied, 0 keys still parked\n" in replayed.stdout
