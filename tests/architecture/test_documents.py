"""What our documents tell people to type exists, and is run by a test."""

import re
from pathlib import Path

import pytest

from repo.members import ROOT
from repo.readme import documents as written_documents
from repo.readme import written

COMMAND = re.compile(r"\bmake ([a-z][a-z._-]*[a-z])|python -m ([a-z_][a-z_.]*)(?: ([a-z][a-z-]*))?")
LINK = re.compile(r"\[[^\]]+\]\((?!https?://|#|mailto:)([^)#\s]+)")

# Where each command is really run, so that a document cannot promise what nobody tried.
RUN_BY = {
    "make": "tests/architecture/test_documents.py",
    "make test": ".ci/run",
    "make check": ".ci/run",
    "make env": "tests/journeys/test_commands.py",  # Every other command begins with it.
    "make lock": "tools/repo/src/repo/run.py",
    "make contracts": "tools/repo/src/repo/run.py",
    "make schema": "tools/repo/src/repo/run.py",
    "make supergraph": "tools/repo/src/repo/run.py",
    "make readme": "tools/repo/src/repo/run.py",
    "make new-usecase": "tools/repo/tests/test_new_usecase.py",
    "make consumer-kit": "tools/repo/tests/test_consumer_kit.py",
    "python -m repo.asyncapi": "tools/repo/src/repo/run.py",
    "python -m enrollment serve": "tools/devhost/src/devhost/layout.py",  # Journeys run the split layout.
    "python -m enrollment work": "tools/devhost/src/devhost/layout.py",
    "python -m full keycloak": "tools/full/tests/test_keycloak.py",
    "python -m full login": "tools/full/tests/test_keycloak.py",
}


def documents(tree: tuple[Path, ...]) -> list[Path]:
    return [path for path in tree if path.suffix == ".md"]


def commands_in(path: Path) -> set[str]:
    """`make up`, `python -m gateway serve`: what stands in code, fenced or inline."""
    text = path.read_text(encoding="utf-8")
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    found = set()
    for piece in code:
        for target, module, word in COMMAND.findall(piece):
            found.add(f"make {target}" if target else f"python -m {module} {word}".strip())
    return found


def makefile_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_every_make_command_in_a_document_exists(tree: tuple[Path, ...]) -> None:
    unknown = {
        f"{path.relative_to(ROOT)}: {command}"
        for path in documents(tree)
        for command in commands_in(path)
        if command.startswith("make ") and not is_target(command.removeprefix("make "))
    }

    assert unknown == set()


def is_target(word: str) -> bool:
    """A target of the Makefile, or a benchmark, which `bench-%` runs as a module."""
    benchmark = ROOT / "benchmarks" / word.removeprefix("bench-").replace(".", "/")
    is_benchmark = benchmark.with_suffix(".py").exists() or (benchmark / "__main__.py").exists()
    return word in makefile_targets() or (word.startswith("bench-") and is_benchmark)


def test_every_command_in_a_document_is_run_by_a_test(tree: tuple[Path, ...]) -> None:
    """A test runs a command if it names it, or imports its module; RUN_BY says where the others are run.

    Benchmarks are run by whoever measures: their figures would be worth nothing beside other tests.
    """
    tests = "\n".join(
        path.read_text(encoding="utf-8") for path in tree if "tests" in path.parts and path.suffix == ".py"
    )
    untried = {
        command
        for path in documents(tree)
        for command in commands_in(path)
        if command not in RUN_BY
        and not command.startswith(("make bench-", "python -m benchmarks."))
        and not is_named(command, tests)
    }

    assert sorted(untried) == []
    assert [place for place in RUN_BY.values() if not (ROOT / place).exists()] == []


def is_named(command: str, tests: str) -> bool:
    words = command.removeprefix("python -m ").split()
    if command.startswith("python -m ") and f"from {words[0]} import" in tests:
        return True
    quoted = ", ".join(f'"{word}"' for word in words)
    return command in tests or quoted in tests or f'make("{words[-1]}"' in tests


def test_every_link_between_documents_leads_somewhere(tree: tuple[Path, ...]) -> None:
    broken = {
        f"{path.relative_to(ROOT)}: {link}"
        for path in documents(tree)
        for link in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / link).exists()
    }

    assert broken == set()


def test_the_readme_shows_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    assert "make up " in text
    assert "make test " in text
    assert "invented" in text


def test_the_list_of_commands_shows_every_command_of_the_makefile() -> None:
    described = set(re.findall(r"^([a-z][a-z-]*):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert makefile_targets() == described


@pytest.mark.parametrize("page", list(written_documents()), ids=lambda page: page.parent.name)
def test_a_document_says_what_the_code_does(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == written(page)


def test_every_decision_is_listed_and_says_what_was_found_decided_and_follows() -> None:
    folder = ROOT / "docs" / "decisions"
    pages = sorted(path for path in folder.glob("*.md") if path.name != "README.md")

    listed = LINK.findall((folder / "README.md").read_text(encoding="utf-8"))
    incomplete = {
        f"{page.name}: {part}"
        for page in pages
        for part in ("**Area:** ", "## Context", "## Decision", "## Consequence")
        if f"\n{part}" not in page.read_text(encoding="utf-8")
    }

    assert sorted(listed) == [page.name for page in pages]
    assert incomplete == set()
