"""`python -m ejournal parked list` and `python -m ejournal parked replay`, beside the running platform."""

import os
import subprocess
import sys
import urllib.request

import pytest

from devhost.folder import DataFolder
from devhost.layout import Ports
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


def test_a_worker_of_its_own_shows_its_figures(platform: Platform) -> None:
    if platform.layout != "up-split":
        pytest.skip("in one process the workers have no port")
    port = Ports(platform.port).worker_management_of("ejournal")

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        page = answer.read().decode()

    assert 'bilim_event_consumer_lag{service="ejournal",consumer="ejournal<enrollment"} 0' in page
    assert 'bilim_event_outbox_age_seconds{service="ejournal"}' in page
