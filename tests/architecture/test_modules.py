"""How our modules are written, where a rule can be seen in the text."""

import ast
from pathlib import Path

from repo.members import MEMBERS, ROOT
from repo.reading import names_used, parsed

ENVIRONMENT = {"os.environ", "os.getenv", "os.environb", "os.getenvb", "BaseSettings"}


def test_every_module_opens_with_a_sentence(sources: tuple[Path, ...]) -> None:
    silent = [path for path in sources if path.read_text().strip() and not ast.get_docstring(parsed(path))]

    assert [str(path.relative_to(ROOT)) for path in silent] == []


def test_only_settings_read_the_environment(sources: tuple[Path, ...]) -> None:
    """Tools start programs and hand the environment on; what runs in production reads its settings."""
    members = {member.folder for member in MEMBERS if member.folder.parent.name != "tools"}
    readers = [
        path
        for path in sources
        if path.name != "settings.py"
        and "testing" not in path.parts
        and any(folder in path.parents for folder in members)
        and ENVIRONMENT & set(names_used(path))
    ]

    assert [str(path.relative_to(ROOT)) for path in readers] == []


def test_every_package_tells_its_types() -> None:
    assert [member.package for member in MEMBERS if not (member.source / "py.typed").exists()] == []


def test_mypy_and_ruff_know_every_member() -> None:
    root = (ROOT / "pyproject.toml").read_text()

    missing = [
        str(member.folder.relative_to(ROOT))
        for member in MEMBERS
        if f"{member.folder.relative_to(ROOT)}/src" not in root
    ]
    assert missing == []


def test_nothing_of_ours_can_be_uploaded_by_mistake() -> None:
    uploadable = [
        member.distribution
        for member in MEMBERS
        if "Private :: Do Not Upload" not in member.project["project"].get("classifiers", ())
        or not member.distribution.startswith("bilim-")
    ]

    assert uploadable == []


def test_one_owner_moves_the_outbox_in_plain_order(sources: tuple[Path, ...]) -> None:
    """With SKIP LOCKED and three relays, 73 of 800 messages left out of order."""
    skipping = [
        path for path in sources if "skip locked" in path.read_text().lower() and "chassis" in path.parts
    ]

    assert [str(path.relative_to(ROOT)) for path in skipping] == []


def test_a_setting_of_a_session_does_not_leak_into_the_pool(sources: tuple[Path, ...]) -> None:
    """`set_config(…, true)` ends with the transaction; `SET` and `set_config(…, false)` stay on the connection."""
    leaking = [
        path for path in sources if "set_config(" in path.read_text() and ", false)" in path.read_text()
    ]

    assert [str(path.relative_to(ROOT)) for path in leaking] == []


def test_decisions_are_made_on_the_path_that_was_routed(sources: tuple[Path, ...]) -> None:
    """`request.url.path` is rebuilt from headers that a client writes."""
    trusting = [path for path in sources if "request.url.path" in set(names_used(path))]

    assert [str(path.relative_to(ROOT)) for path in trusting] == []
