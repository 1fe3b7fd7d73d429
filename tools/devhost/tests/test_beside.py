"""A program beside the platform is waited for, and is gone when the block is left."""

import sys
from pathlib import Path

import psutil
import pytest

from devhost.beside import running
from devhost.refusals import CannotStart

READY = "import os, time; print(os.getpid(), 'Thing is ready', flush=True); time.sleep(60)"


def test_it_runs_while_the_block_lasts(tmp_path: Path) -> None:
    log = tmp_path / "thing.log"

    with running("Thing", (sys.executable, "-c", READY), log):
        pid = int(log.read_text().split()[0])
        assert psutil.pid_exists(pid)

    assert not psutil.pid_exists(pid)


def test_one_that_ends_before_it_is_ready_is_told_with_its_last_words(tmp_path: Path) -> None:
    broken = (sys.executable, "-c", "raise SystemExit('The full profile needs java')")

    with pytest.raises(CannotStart, match="needs java"), running("Thing", broken, tmp_path / "thing.log"):
        pass
