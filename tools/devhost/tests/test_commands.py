"""A mistyped command is answered by one sentence that says what to type."""

from pathlib import Path

import pytest

from devhost.__main__ import main


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["token", ""], "make token PERSONA=district"),
        (["stop", ""], "make stop SERVICE=inventory"),
        (["load", ""], "make load FILE=data/sergokala/schools.csv"),
        (["load", "nowhere.csv", "--dry-run"], "nowhere.csv is not a file"),
    ],
)
def test_what_is_missing_is_said_with_an_example(
    words: list[str], answer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--data", str(tmp_path)]) == 1

    said = capsys.readouterr().err
    assert answer in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("given", ["0", "80x", "65000", "²"])
def test_a_port_that_cannot_be_is_refused(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["up", "--port", given])

    assert "is not a number from 1 to 64000" in capsys.readouterr().err


def test_a_setting_that_cannot_be_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BILIM_ENV", "prod")

    assert main(["up", "--data", str(tmp_path)]) == 1

    assert "BILIM_ENV" in capsys.readouterr().err


def test_forgetting_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["reset", "--data", str(tmp_path / "data")])

    assert "No data in" in capsys.readouterr().out
