"""The repository speaks of itself alone, and of what is there."""

import re
from pathlib import Path

from repo.members import ROOT

REGISTRIES = re.compile(
    r"https?://[A-Za-z0-9.-]*(pypi|pythonhosted|npmjs|crates\.io|proxy\.golang|maven|debian)[A-Za-z0-9.-]*"
)
UNFINISHED = re.compile(rf"\b({'TO'}{'DO'}|{'FIX'}{'ME'}|{'XX'}{'X'}|{'HA'}{'CK'}|not {'implemented'})\b")
LONGEST_FILE = 400
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".lock",
    ".graphql",
    ".proto",
    ".sh",
    ".yaml",
    ".yml",
    ".json",
    ".rs",
    ".mjs",
    ".ts",
    "",
}


def texts(tree: tuple[Path, ...]) -> dict[str, str]:
    found = {}
    for path in tree:
        if path.suffix in TEXT and path != Path(__file__):
            try:
                found[str(path.relative_to(ROOT))] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
    return found


def test_no_address_of_a_package_registry_is_written_down(tree: tuple[Path, ...]) -> None:
    assert [name for name, text in texts(tree).items() if REGISTRIES.search(text)] == []


def test_no_path_of_one_machine_is_written_down(tree: tuple[Path, ...]) -> None:
    homes = re.compile(rf"(?<![\w./-])({re.escape(str(ROOT))}|{re.escape(str(Path.home()))})(/|\b)(?!s)")
    if Path.home() == Path("/"):
        homes = re.compile(re.escape(str(ROOT)))

    assert [name for name, text in texts(tree).items() if homes.search(text)] == []


def test_nothing_outside_the_repository_is_referred_to(tree: tuple[Path, ...]) -> None:
    """Tests may compare with documents beside the checkout, and skip where there are none."""
    beside = f"../{'shared'}"

    assert [
        name for name, text in texts(tree).items() if beside in text and "/tests/" not in f"/{name}"
    ] == []


def test_no_work_is_left_as_a_note(sources: tuple[Path, ...]) -> None:
    assert [str(path) for path in sources if UNFINISHED.search(path.read_text(encoding="utf-8"))] == []


def test_no_file_of_ours_is_longer_than_one_can_hold_in_mind(sources: tuple[Path, ...]) -> None:
    lengths = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_a_generated_python_file_says_so(tree: tuple[Path, ...]) -> None:
    generated = [path for path in tree if path.stem.endswith("_pb2")]

    assert generated
    assert [path for path in generated if "enerated" not in path.read_text()[:400]] == []
