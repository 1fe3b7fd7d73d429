"""The page for parents' committees: every command on it is typed as it stands, and prints what the page shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

PAGE = Path(__file__).parents[3] / "docs" / "verify-a-run.md"
PROGRAM = Path(__file__).parents[1] / "src"
EXAMPLE = re.compile(r"```sh\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
EXAMPLES = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))


def test_the_page_shows_a_run_and_its_freeze_hash() -> None:
    assert ["python -m enrollment verify" in commands for commands, _ in EXAMPLES] == [True, True]


@pytest.mark.parametrize(("commands", "shown"), EXAMPLES)
def test_what_the_page_tells_to_type_prints_what_it_shows(tmp_path: Path, commands: str, shown: str) -> None:
    folder = shutil.copytree(PROGRAM, tmp_path / "src")
    shutil.copytree(PAGE.with_suffix(""), folder, dirs_exist_ok=True)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    finished = subprocess.run(
        ["sh", "-e", "-c", commands],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        check=True,
        text=True,
    )

    assert finished.stdout == shown
    assert finished.stderr == ""


def test_the_folder_and_one_library_are_all_the_program_needs(tmp_path: Path) -> None:
    shutil.copytree(PROGRAM, tmp_path, dirs_exist_ok=True)
    shutil.copytree(Path(orjson.__file__).parent, tmp_path / "orjson")
    arguments = ["verify", str(PAGE.with_suffix("") / "input.json"), "--seed", "00" * 32]

    # -S leaves out everything that is installed.
    command = [sys.executable, "-S", "-m", "enrollment", *arguments]
    finished = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True)

    assert finished.stdout.startswith("commitment 66687aadf862bd77")
