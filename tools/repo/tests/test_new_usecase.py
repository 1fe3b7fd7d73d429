"""A use case that was just begun runs, is refused by name, and is in everybody's style."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from repo.members import ROOT
from repo.new_usecase import CannotBegin, begin
from repo.usecase_story import Story

NOUNS = {"inventory": "Asset", "enrollment": "Student", "ejournal": "Student", "training": "Teacher"}


def story_of(service: str, noun: str) -> Story:
    return Story(service, f"praise_{noun.lower()}", noun, "NothingToPraise", f"Praises a {noun.lower()}.")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Copies of the four services, as they are now."""
    for service in NOUNS:
        shutil.copytree(
            ROOT / "services" / service,
            tmp_path / service,
            ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"),
        )
    return tmp_path


def run(folder: Path, *words: str) -> str:
    """A program that sees the copy before what is installed; what it said."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(("service", "noun"), NOUNS.items())
def test_each_service_takes_one_in_its_graph_and_in_its_style(service: str, noun: str, copied: Path) -> None:
    folder = copied / service

    written = begin(story_of(service, noun), folder)

    config = str(ROOT / "pyproject.toml")
    sources = [str(path) for path in written if path.suffix == ".py"]
    run(folder, "ruff", "check", "--config", config, *sources)
    run(folder, "ruff", "format", "--check", "--config", config, *sources)
    schema = run(folder, service, "schema")
    assert f"praise{noun}(" in schema
    assert "type NothingToPraiseError implements UserError" in schema


def test_its_own_tests_pass_before_a_rule_is_written(copied: Path) -> None:
    folder = copied / "training"

    begin(story_of("training", "Teacher"), folder)

    said = run(
        folder,
        *(
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-c",
            str(ROOT / "pyproject.toml"),
            "--rootdir",
            str(folder),
        ),
        "tests/usecases/test_praise_teacher.py",
    )
    assert "2 passed" in said


@pytest.mark.parametrize(
    ("noun", "verb", "why"),
    [("Teacher", "register_staff", "is there already"), ("Moon", "praise_moon", "no resource 'Moon'")],
)
def test_what_cannot_be_begun_changes_nothing(noun: str, verb: str, why: str, copied: Path) -> None:
    before = {path: path.read_bytes() for path in copied.rglob("*.py")}

    with pytest.raises(CannotBegin, match=why):
        begin(Story("training", verb, noun, "NothingToPraise", "Praises."), copied / "training")

    assert {path: path.read_bytes() for path in copied.rglob("*.py")} == before
