"""Writes what documents say of the code from the code: tables of each service's README, of settings, of policies."""

import ast
import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chassis.identity.policy import as_markdown
from chassis.service import Service
from contracts.catalogue import EventType, published_by
from repo.members import ROOT, SERVICES, Member
from repo.reading import classes_of, names_used, parsed
from repo.settings_tables import settings_tables
from repo.tables import table, with_tables

SUPPORT = {"__init__", "ports", "places", "offering"}
SETTINGS = ROOT / "docs/operate/README.md"
POLICIES = ROOT / "docs/policies"


def main() -> None:
    """Write all, or with --check refuse what differs."""
    pages = {page: written(page) for page in documents()}
    if "--check" in sys.argv[1:]:
        stale = [str(page.relative_to(ROOT)) for page in pages if page.read_text("utf-8") != pages[page]]
        sys.exit(f"stale: {', '.join(stale)}: run `make readme`" if stale else 0)
    for page, text in pages.items():
        page.write_text(text, encoding="utf-8")


def documents() -> Iterator[Path]:
    """Every document that is partly written from code."""
    yield from (member.folder / "README.md" for member in SERVICES)
    yield SETTINGS
    yield from (POLICIES / f"{member.package}.md" for member in SERVICES)


def written(page: Path) -> str:
    """A document as it should be. Raises NoMarkers."""
    if page == SETTINGS:
        return with_tables(page, settings_tables())
    if page.parent == POLICIES:
        return as_markdown(importlib.import_module(f"{page.stem}.policy").POLICY)
    (member,) = (member for member in SERVICES if member.folder == page.parent)
    return with_tables(page, tables(member))


def tables(member: Member) -> str:
    """All of them, one under the other."""
    service: Service[Any] = importlib.import_module(f"{member.package}.app").SERVICE
    return "\n".join(
        [
            *table(("verb", "what happens"), verbs(member)),
            *table(("fact it tells", "what happened", "topic", "who hears it"), told(member)),
            *table(("fact it hears", "from", "what it does then"), heard(service)),
            *table(("table", "what is kept"), kept(member)),
        ]
    )


def verbs(member: Member) -> Iterator[tuple[str, str]]:
    """What can be done, by the sentence that opens each file."""
    for path in sorted((member.source / "usecases").rglob("*.py")):
        if path.stem not in SUPPORT:
            yield f"`{path.stem}`", first_line(ast.get_docstring(parsed(path)))


def told(member: Member) -> Iterator[tuple[str, str, str, str]]:
    """What others hear, by the comment in its contract; of the contracts, those that the code makes."""
    files = (member.source / "messaging").glob("*.py")
    made = {name.removeprefix("v1.") for path in files for name in names_used(path)}
    for event in published_by(member.package):
        name = event.message.DESCRIPTOR.name
        if name in made:
            yield f"`{name}`", comment_of(event), f"`{event.topic}`", ", ".join(event.consumers) or "–"


def comment_of(event: EventType) -> str:
    """The first sentence above the message in its .proto file."""
    found = re.search(
        rf"((?:^//[^\n]*\n)+)message {event.message.DESCRIPTOR.name} ", event.source, re.MULTILINE
    )
    lines = found.group(1).splitlines() if found else []
    return " ".join(line.removeprefix("//").strip() for line in lines).partition(". ")[0].rstrip(".")


def heard(service: Service[Any]) -> Iterator[tuple[str, str, str]]:
    """What it does when others speak."""
    for subscription in service.hears:
        for name, handler in sorted(subscription.handlers.items()):
            yield f"`{name.split('.')[2]}`", subscription.owner, first_line(inspect.getdoc(handler))


def kept(member: Member) -> Iterator[tuple[str, str]]:
    """Its tables, by the sentence of each row's class."""
    files = sorted((member.source / "persistence").rglob("tables.py"))
    for node in (node for file in files for node in classes_of(file)):
        names = [
            ast.literal_eval(line.value)
            for line in node.body
            if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "__tablename__"
        ]
        if names:
            yield f"`{names[0]}`", first_line(ast.get_docstring(node))


def first_line(text: str | None) -> str:
    """The sentence with which a docstring opens."""
    return (text or "").partition("\n")[0].rstrip(".")


if __name__ == "__main__":
    main()
