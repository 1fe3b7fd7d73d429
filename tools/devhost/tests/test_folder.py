"""One host at a time works over a data folder, and says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devhost.folder import DataFolder
from devhost.refusals import CannotStart


def test_a_second_host_is_refused_while_the_first_runs(tmp_path: Path) -> None:
    with DataFolder(tmp_path).held(), pytest.raises(CannotStart, match="in use by another `make up`"):
        hold(tmp_path)


def test_a_host_that_was_killed_leaves_no_lock(tmp_path: Path) -> None:
    program = "import sys; from pathlib import Path; from devhost.folder import DataFolder;"
    program += "DataFolder(Path(sys.argv[1])).held().__enter__(); print('held', flush=True); input()"
    first = subprocess.Popen(
        [sys.executable, "-c", program, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        first.kill()
        first.wait()

        hold(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_refused_with_advice(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(CannotStart, match="choose another with DATA="):
        DataFolder(tmp_path / "data").make()


def test_a_file_in_the_place_of_the_folder_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")

    with pytest.raises(CannotStart, match="choose another with DATA="):
        DataFolder(tmp_path / "data").make()


def test_forgetting_removes_the_folder_and_may_be_repeated(tmp_path: Path) -> None:
    folder = used(tmp_path / "data")

    assert folder.delete()
    assert not folder.delete()

    assert not folder.path.exists()


def test_forgetting_leaves_what_is_not_ours(tmp_path: Path) -> None:
    folder = used(tmp_path)
    (tmp_path / "thesis.odt").write_text("three years of work")

    folder.delete()

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


def test_a_folder_where_nothing_of_ours_ran_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "personas.json").write_text("of another program")

    assert not DataFolder(tmp_path).delete()

    assert sorted(path.name for path in tmp_path.iterdir()) == ["logs", "personas.json"]


def used(path: Path) -> DataFolder:
    """A folder that a host has worked in."""
    folder = DataFolder(path)
    with folder.held():
        folder.personas.write_text("{}")
    return folder


def hold(path: Path) -> None:
    with DataFolder(path).held():
        pass
