"""Writes the tables in each service's README from its code: verbs, facts told and heard, database tables."""

import ast
import importlib
import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from chassis.service import Service
from contracts.catalogue import EventType, published_by
from repo.members import SERVICES, Member
from repo.reading import classes_of, parsed

BEGIN = "<!-- from code, by `make readme` -->"
END = "<!-- end -->"
SUPPORT = {"__init__", "ports"}


class NoMarkers(Exception):
    """A README has no place for its tables; the text says which."""


def main() -> None:
    """Write all, or with --check refuse what differs."""
    if "--check" in sys.argv[1:]:
        stale = [member.package for member in SERVICES if readme_of(member) != written(member)]
        sys.exit(f"stale: README.md of {', '.join(stale)}: run `make readme`" if stale else 0)
    for member in SERVICES:
        (member.folder / "README.md").write_text(written(member), encoding="utf-8")


def written(member: Member) -> str:
    """The README as it should be. Raises NoMarkers."""
    text = readme_of(member)
    if BEGIN not in text or END not in text:
        raise NoMarkers(f"{member.folder / 'README.md'} needs the lines {BEGIN} and {END}.")
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{tables(member)}\n{END}{rest.partition(END)[2]}"


def readme_of(member: Member) -> str:
    """The README as it is."""
    return (member.folder / "README.md").read_text(encoding="utf-8")


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


def table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A Markdown table, nothing where there are no rows."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if lines:
        yield from (f"| {' | '.join(heading)} |", "|---" * len(heading) + "|", *lines, "")


def verbs(member: Member) -> Iterator[tuple[str, str]]:
    """What can be done, by the sentence that opens each file."""
    for path in sorted((member.source / "usecases").glob("*.py")):
        if path.stem not in SUPPORT:
            yield f"`{path.stem}`", first_line(ast.get_docstring(parsed(path)))


def told(member: Member) -> Iterator[tuple[str, str, str, str]]:
    """What others hear, by the comment in its contract; of the contracts, those that the code makes."""
    published = importlib.import_module(f"{member.package}.messaging.published")
    made = {kind.__name__ for kind in published.message_of.registry}
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
    for node in classes_of(member.source / "persistence" / "tables.py"):
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
